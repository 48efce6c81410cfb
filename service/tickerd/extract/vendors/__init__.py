"""One file a publisher or vendor, where the common tongues will not do."""
