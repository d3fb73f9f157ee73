package dev.evpnd.testbed.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// One BGP client of the reflector: its connection, what it has yet to send, the beginning of a
/// message that it has not got whole, and what it holds.
final class Client {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int KEEPALIVE = 4;

    final int index;
    final Held held;
    private final UpdateChecker checker;
    private final Faults faults;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<ByteBuffer> output = new ArrayDeque<>();
    private final byte[] tail = new byte[UpdateEncoder.MESSAGE];
    private int tailLength;
    private boolean opened;
    private boolean established;
    private boolean closed;

    /// What is told of each flap that arrives.
    interface FlapListener {
        void flapped(int sequence);
    }

    Client(int index, int routes, UpdateChecker checker, Faults faults, Selector selector)
            throws IOException {
        this.index = index;
        this.held = new Held(routes);
        this.checker = checker;
        this.faults = faults;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        // A flap is not to wait until the one before it is acknowledged.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress(inet(Workload.address(index)), 0));
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (channel.connect(reflector())) {
            connected();
        }
    }

    static InetSocketAddress reflector() {
        return new InetSocketAddress(inet(Workload.REFLECTOR), Workload.PORT);
    }

    static InetAddress inet(int address) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEstablished() {
        return established;
    }

    boolean isClosed() {
        return closed;
    }

    void connected() throws IOException {
        try {
            channel.finishConnect();
        } catch (ConnectException _) {
            close();
            return;
        }
        key.interestOps(SelectionKey.OP_READ);
        var open = ByteBuffer.allocate(64);
        UpdateEncoder.open(open, Workload.nextHop(index));
        send(open.flip());
    }

    void send(ByteBuffer octets) throws IOException {
        output.add(octets);
        if (output.size() == 1) {
            write();
        }
    }

    void keepalive() throws IOException {
        var message = ByteBuffer.allocate(UpdateEncoder.HEADER);
        UpdateEncoder.keepalive(message);
        send(message.flip());
    }

    void write() throws IOException {
        while (!output.isEmpty()) {
            channel.write(output.element());
            if (output.element().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            output.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /// Reads what is there into a buffer of everybody's, and what is in it. One whose session never
    /// was one is closed without a fault: it may be tried again.
    void read(ByteBuffer input, FlapListener flaps) throws IOException {
        input.clear().put(tail, 0, tailLength);
        if (!receive(input)) {
            if (established) {
                faults.add(index, "the reflector has ended the session");
            }
            close();
            return;
        }
        int end = input.position();
        int at = 0;
        while (end - at >= UpdateEncoder.HEADER) {
            int length = Short.toUnsignedInt(input.getShort(at + 16));
            if (length < UpdateEncoder.HEADER || length > UpdateEncoder.MESSAGE) {
                faults.add(index, "a message of " + length + " octets");
                close();
                return;
            }
            if (end - at < length) {
                break;
            }
            message(input, at, at + length, flaps);
            at += length;
        }
        tailLength = end - at;
        input.get(at, tail, 0, tailLength);
    }

    private boolean receive(ByteBuffer input) throws IOException {
        try {
            return channel.read(input) >= 0;
        } catch (SocketException _) {
            return false;
        }
    }

    private void message(ByteBuffer input, int start, int end, FlapListener flaps)
            throws IOException {
        switch (input.get(start + 18)) {
            case OPEN -> {
                opened = true;
                keepalive();
            }
            case KEEPALIVE -> established |= opened;
            case UPDATE -> {
                checker.update(input, start + UpdateEncoder.HEADER, end, index, held);
                if (checker.sequence() >= Workload.FIRST_FLAP) {
                    flaps.flapped(checker.sequence());
                }
            }
            case NOTIFICATION ->
                    faults.add(
                            index,
                            "a NOTIFICATION of "
                                    + input.get(start + 19)
                                    + "/"
                                    + input.get(start + 20));
            default -> faults.add(index, "a message of an unknown type");
        }
    }

    void close() throws IOException {
        closed = true;
        channel.close();
    }
}
