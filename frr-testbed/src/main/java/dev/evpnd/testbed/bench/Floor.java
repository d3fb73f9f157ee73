package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What the sockets alone cost: each whole message of a client is handed to all others as it came.
/// There is no table: whoever comes late is told all that was ever said, and what a client said
/// stays when it goes.
///
/// It says OPEN and KEEPALIVE like a speaker, on one thread.
final class Floor {
    private static final int MOST_AT_ONCE = 64;
    private static final int SLAB = 1 << 23;

    private final Selector selector = Selector.open();
    private final List<Session> sessions = new ArrayList<>();

    /// All that was ever passed on, for those who come late.
    private final List<ByteBuffer> log = new ArrayList<>();

    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 18);

    /// Memory that the socket can take from, a piece of which is left.
    private ByteBuffer slab = ByteBuffer.allocateDirect(SLAB);

    private Floor() throws IOException {}

    static void main() throws IOException {
        new Floor().run();
    }

    private void run() throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(Client.reflector(), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select();
            for (var key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    accept(listener);
                } else {
                    ((Session) key.attachment()).turn();
                }
            }
            selector.selectedKeys().clear();
            for (var session : sessions) {
                session.flush();
            }
            sessions.removeIf(session -> !session.channel.isOpen());
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            sessions.add(new Session(channel));
        }
    }

    private final class Session {
        final SocketChannel channel;
        private final SelectionKey key;
        private final Deque<ByteBuffer> output = new ArrayDeque<>();
        private final ByteBuffer tail = ByteBuffer.allocate(UpdateEncoder.MESSAGE);

        Session(SocketChannel channel) throws IOException {
            this.channel = channel;
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void turn() throws IOException {
            try {
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException _) {
                channel.close();
            }
        }

        private void read() throws IOException {
            input.clear().put(tail.flip());
            tail.clear();
            if (channel.read(input) < 0) {
                channel.close();
                return;
            }
            input.flip();
            int whole = 0;
            int updates = -1;
            while (input.limit() - whole >= UpdateEncoder.HEADER) {
                int length = Short.toUnsignedInt(input.getShort(whole + 16));
                if (input.limit() - whole < length) {
                    break;
                }
                int type = input.get(whole + 18);
                if (type == 2 && updates < 0) {
                    updates = whole;
                } else if (type != 2) {
                    passOn(updates, whole);
                    updates = -1;
                    greet(type);
                }
                whole += length;
            }
            passOn(updates, whole);
            tail.put(input.position(whole));
        }

        private void greet(int type) {
            if (type == 1) {
                var greeting = ByteBuffer.allocate(256);
                UpdateEncoder.open(greeting, Workload.REFLECTOR_ID);
                UpdateEncoder.keepalive(greeting);
                output.add(greeting.flip());
                for (var batch : log) {
                    output.add(batch.duplicate());
                }
            }
        }

        private void passOn(int start, int end) {
            if (start < 0) {
                return;
            }
            if (slab.remaining() < end - start) {
                slab = ByteBuffer.allocateDirect(SLAB);
            }
            int begin = slab.position();
            slab.put(input.slice(start, end - start));
            var batch = slab.slice(begin, end - start);
            log.add(batch);
            for (var other : sessions) {
                if (other != this) {
                    other.output.add(batch.duplicate());
                }
            }
        }

        void flush() {
            try {
                while (!output.isEmpty() && channel.isOpen()) {
                    var some = output.stream().limit(MOST_AT_ONCE).toArray(ByteBuffer[]::new);
                    channel.write(some);
                    while (!output.isEmpty() && !output.element().hasRemaining()) {
                        output.remove();
                    }
                    if (some[some.length - 1].hasRemaining()) {
                        break;
                    }
                }
                if (channel.isOpen()) {
                    boolean more = !output.isEmpty();
                    key.interestOps(
                            more
                                    ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                                    : SelectionKey.OP_READ);
                }
            } catch (IOException _) {
                key.cancel();
            }
        }
    }
}
