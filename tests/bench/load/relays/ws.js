// A room relay on `ws`: whatever one says, all in the room hear, the one who said it too.
// node ws.js [MS]: with MS, what comes in is collected for so long and sent as one message.
import { WebSocketServer } from 'ws'

const batchMs = Number(process.argv[2] ?? 0)
const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false })

server.on('connection', (socket, request) => {
  socket._socket.setNoDelay(true)
  const name = request.url
  const room = rooms.get(name) ?? { people: new Set(), edits: [] }
  rooms.set(name, room)
  room.people.add(socket)
  socket.on('close', () => room.people.delete(socket))
  socket.on('error', () => room.people.delete(socket))
  socket.on('message', (data) => {
    const text = data.toString()
    if (batchMs) room.edits.push(text)
    else for (const person of room.people) person.send(text)
  })
})
server.on('listening', () => console.log(`listening on ws://127.0.0.1:${server.address().port}`))

if (batchMs) {
  setInterval(() => {
    for (const room of rooms.values()) {
      if (!room.edits.length) continue
      const text = `{"type":"edits","edits":[${room.edits.join(',')}]}`
      room.edits = []
      for (const person of room.people) person.send(text)
    }
  }, batchMs)
}
