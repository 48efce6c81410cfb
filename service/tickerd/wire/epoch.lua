-- Where the wire stands. An epoch begins when the server is not the one of the last call.
--
-- KEYS: wire, epochs      ARGV: a name for the new epoch, should one begin
-- Other scripts follow this text and go on from `stand` and `begin`.

-- tostring() would write large numbers as 1e+15.
local function whole(number)
  return string.format('%.0f', number)
end

local function stand()
  local kept = redis.call('HMGET', KEYS[1], 'run_id', 'epoch', 'seq')
  local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or 'unnamed'
  return {
    run_id = run_id,
    begun = kept[1] == run_id,
    epoch = kept[1] == run_id and kept[2] or ARGV[1],
    before = kept[2],
    seq = tonumber(kept[3] or '0'),
  }
end

local function begin(now)
  if now.begun then
    return
  end
  if now.before then
    redis.call('HSETNX', KEYS[2], now.before, whole(now.seq))
  end
  redis.call('HSET', KEYS[1], 'run_id', now.run_id, 'epoch', now.epoch,
    'seq', whole(now.seq))
end
