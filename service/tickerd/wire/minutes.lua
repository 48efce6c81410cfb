
-- The index by time. Other scripts follow this text.

-- A minute leads to the seq before the first event of that minute or any later one, however the
-- workers' clocks differ: seqs only grow, so an older minute never needs to be put right.
local function note_minute(minutes, minute, before)
  local later = redis.call('ZRANGEBYSCORE', minutes, minute, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if tonumber(later[2]) ~= tonumber(minute) then
    local place = later[1] and string.match(later[1], ':(%d+)$') or before
    redis.call('ZADD', minutes, minute, minute .. ':' .. place)
  end
end

-- The greatest moment of observation so far. That of before there were marks the minutes tell.
local function find_latest(wire, minutes)
  local kept = redis.call('HGET', wire, 'latest')
  local newest = redis.call('ZREVRANGE', minutes, 0, 0, 'WITHSCORES')[2]
  return tonumber(kept or nil) or newest and (newest + 1) * 60000 or 0
end
