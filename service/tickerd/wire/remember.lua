-- Keeps the window of a look that made no events, unless the blog has moved on.
--
-- KEYS: heads, state      ARGV: blog, expected head, Window
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '0') ~= tonumber(ARGV[2]) then
  return 0
end
if redis.call('HEXISTS', KEYS[2], 'known') == 0 then
  return 0
end
redis.call('HSET', KEYS[2], 'window', ARGV[3])
return 1
