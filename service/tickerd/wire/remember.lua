
-- Follows head.lua. Keeps the window of a look that made no events, unless the blog has moved on.
--
-- KEYS: heads, state      ARGV: blog, expected seq and hash of the head, Window
local seq, hash = find_head(KEYS[1], KEYS[2], ARGV[1])
if seq ~= tonumber(ARGV[2]) or hash ~= ARGV[3] then
  return 0
end
if redis.call('HEXISTS', KEYS[2], 'known') == 0 then
  return 0
end
redis.call('HSET', KEYS[2], 'window', ARGV[4])
return 1
