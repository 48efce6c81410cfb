-- Takes the oldest events of a blog from the wire, whole or not at all, and says up to where.
--
-- KEYS: floors, reasons, log
-- ARGV: blog, its floor as the caller knows it, seq of the last event to go, why
-- Answers how many went; nothing happens where the floor is another one by now.

local FLOORS, REASONS, LOG = KEYS[1], KEYS[2], KEYS[3]
local blog, expect, last, why = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

-- Redis does not roll back: reading a key proves its type before the first write.
local floor = redis.call('ZSCORE', FLOORS, blog) or '0'
redis.call('HLEN', REASONS)
redis.call('XLEN', LOG)
if tonumber(floor) ~= tonumber(expect) or tonumber(last) <= tonumber(floor) then
  return 0
end

redis.call('ZADD', FLOORS, last, blog)
redis.call('HSET', REASONS, blog, why)
return redis.call('XTRIM', LOG, 'MINID', '=', string.format('%.0f-0', tonumber(last) + 1))
