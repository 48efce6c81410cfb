-- Takes the oldest events of a blog from the wire, whole or not at all, and says up to where.
--
-- KEYS: floors, reasons, log, revisions, checkpoints, ground
-- ARGV: blog, its floor as the caller knows it, seq of the last event to go, why;
--       the state behind that event: greatest moment of observation and packed Known ('' if it is
--       not known); then: the posts that these events are about.
-- Answers how many went; nothing happens where the floor is another one by now.

local FLOORS, REASONS, LOG, REVISIONS, CHECKPOINTS, GROUND = unpack(KEYS)
local blog, expect, last, why, latest, known = unpack(ARGV, 1, 6)
local FIXED = 6

-- Redis does not roll back: reading a key proves its type before the first write.
local floor = redis.call('ZSCORE', FLOORS, blog) or '0'
redis.call('HLEN', REASONS)
redis.call('XLEN', LOG)
redis.call('HLEN', REVISIONS)
redis.call('XLEN', CHECKPOINTS)
redis.call('HLEN', GROUND)
if tonumber(floor) ~= tonumber(expect) or tonumber(last) <= tonumber(floor) then
  return 0
end

redis.call('ZADD', FLOORS, last, blog)
redis.call('HSET', REASONS, blog, why)
redis.call('DEL', GROUND)
if known ~= '' then
  redis.call('HSET', GROUND, 'seq', last, 'latest', latest, 'known', known)
end

for index = FIXED + 1, #ARGV do
  local kept = {}
  for seq in string.gmatch(redis.call('HGET', REVISIONS, ARGV[index]) or '', '%d+') do
    if tonumber(seq) > tonumber(last) then
      kept[#kept + 1] = seq
    end
  end
  -- A post without any keeps its place in the index: what befalls it later is added there.
  if redis.call('HEXISTS', REVISIONS, ARGV[index]) == 1 then
    redis.call('HSET', REVISIONS, ARGV[index], table.concat(kept, ' '))
  end
end

-- A checkpoint from below the floor leads nowhere.
local oldest = redis.call('XRANGE', CHECKPOINTS, '-', '+', 'COUNT', 1)[1]
while oldest and tonumber(string.match(oldest[1], '%d+$')) < tonumber(last) do
  redis.call('XDEL', CHECKPOINTS, oldest[1])
  oldest = redis.call('XRANGE', CHECKPOINTS, '-', '+', 'COUNT', 1)[1]
end
return redis.call('XTRIM', LOG, 'MINID', '=', string.format('%.0f-0', tonumber(last) + 1))
