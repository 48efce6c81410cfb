
-- Where a blog stands. Other scripts follow this text.

-- Answers: seq, hash and cursor of the blog's last event. Hash and cursor are kept beside its
-- state; where a tickerd that knows of neither has moved the head since, they are '' and nil.
local function find_head(heads, state, blog)
  local seq = tonumber(redis.call('ZSCORE', heads, blog) or '0')
  local kept = redis.call('HMGET', state, 'cursor', 'hash')
  if kept[1] and tonumber(string.match(kept[1], '%d+$')) == seq then
    return seq, kept[2], kept[1]
  end
  return seq, '', nil
end
