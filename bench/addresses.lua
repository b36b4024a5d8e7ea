-- Asks for the addresses of a file, one a line, in turn.
local addresses = {}
local n = 0

init = function(arguments)
  for address in io.lines(arguments[1]) do
    addresses[#addresses + 1] = address
  end
end

request = function()
  n = n + 1
  return wrk.format("GET", addresses[(n - 1) % #addresses + 1])
end
