-- Gives up leases, but for those that somebody else holds by now.
--
-- KEYS: leases      ARGV: the worker
for _, lease in ipairs(KEYS) do
  if redis.call('GET', lease) == ARGV[1] then
    redis.call('DEL', lease)
  end
end
return #KEYS
