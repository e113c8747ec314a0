// A room relay on socket.io, as its documentation makes rooms: whatever one says, all in the room hear.
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer()
const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false })

server.on('connection', (socket) => {
  socket.on('join', (room) => {
    socket.join(room)
    socket.on('edit', (edit) => server.to(room).emit('edit', edit))
  })
})
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  console.log(`listening on ws://127.0.0.1:${http.address().port}`))
