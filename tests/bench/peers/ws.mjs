// node `ws`, as its README shows a broadcast; with `deflate` as argument, each message compressed for each client.
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: process.argv.includes('deflate') },
    () => console.log(server.address().port));
for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line).text;
    for (const client of server.clients) if (client.readyState === WebSocket.OPEN) client.send(message);
}
process.exit();
