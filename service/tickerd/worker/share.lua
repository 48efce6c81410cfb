-- Says that a worker is here, and gives it its fair share of the blogs: those that it holds, in the
-- order given, then free ones. What it holds beyond its share it gives up.
--
-- KEYS: workers, then a lease for each blog      ARGV: the worker, how long a lease lasts (ms)
-- Returns the places of the blogs that are the worker's, from 1.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
local share = math.ceil((#KEYS - 1) / redis.call('ZCARD', KEYS[1]))

local ours = {}
for place = 1, #KEYS - 1 do
  local lease = KEYS[place + 1]
  local holder = redis.call('GET', lease)
  local free = not holder or holder == ARGV[1]
  if free and #ours < share then
    redis.call('SET', lease, ARGV[1], 'PX', ARGV[2])
    ours[#ours + 1] = place
  elseif holder == ARGV[1] then
    redis.call('DEL', lease)
  end
end
return ours
