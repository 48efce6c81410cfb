
-- Follows epoch.lua. Answers: epoch, seq of the newest event.
local now = stand()
begin(now)
return {now.epoch, whole(now.seq)}
