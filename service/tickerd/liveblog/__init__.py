"""What a live blog is: blogs, posts, claims, events, and the laws between them. Pure."""
