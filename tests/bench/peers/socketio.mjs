// socket.io over its WebSocket transport, as its documentation shows a broadcast.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const http = createServer();
const server = new Server(http, { transports: ['websocket'], pingInterval: 3_600_000 });
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
for await (const line of createInterface({ input: process.stdin })) {
    server.emit('m', JSON.parse(line).text);
}
process.exit();
