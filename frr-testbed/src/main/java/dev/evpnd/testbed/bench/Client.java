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
/// message that it has not got whole, and its table.
///
/// @param <T> what it makes of what it is told
final class Client<T extends Table> {
    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int KEEPALIVE = 4;
    private static final int ROUTE_REFRESH = 5;
    private static final int BEGIN_OF_REFRESH = 1;
    private static final int END_OF_REFRESH = 2;

    final int index;
    final T table;
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

    /// What the selector is to tell of beside writing.
    private int reading = SelectionKey.OP_READ;

    Client(int index, T table, UpdateChecker checker, Faults faults, Selector selector)
            throws IOException {
        this.index = index;
        this.table = table;
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
        key.interestOps(reading);
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

    void refresh() throws IOException {
        var message = ByteBuffer.allocate(32);
        UpdateEncoder.refresh(message);
        send(message.flip());
    }

    /// Reads only when it is told to from now on, and the system keeps no more than this for it.
    void readByHand(int buffer) throws IOException {
        reading = 0;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
        write();
    }

    /// Reads whatever comes again.
    void readAsItComes(int buffer) throws IOException {
        reading = SelectionKey.OP_READ;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
        write();
    }

    void keepalive() throws IOException {
        var message = ByteBuffer.allocate(UpdateEncoder.HEADER);
        UpdateEncoder.keepalive(message);
        send(message.flip());
    }

    void write() throws IOException {
        try {
            writeWhatCanBe();
        } catch (IOException e) {
            faults.add(index, "cannot send: " + e);
            close();
        }
    }

    private void writeWhatCanBe() throws IOException {
        while (!output.isEmpty()) {
            channel.write(output.element());
            if (output.element().hasRemaining()) {
                key.interestOps(reading | SelectionKey.OP_WRITE);
                return;
            }
            output.remove();
        }
        key.interestOps(reading);
    }

    /// Reads what is there into a buffer of everybody's, and what is in it. One whose session never
    /// was one is closed without a fault: it may be tried again.
    void read(ByteBuffer input) throws IOException {
        read(input, input.capacity());
    }

    /// The same, and takes so many octets at the most.
    void read(ByteBuffer input, int most) throws IOException {
        input.clear().put(tail, 0, tailLength);
        input.limit((int) Math.min(input.capacity(), input.position() + (long) most));
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
            message(input, at, at + length);
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

    private void message(ByteBuffer input, int start, int end) throws IOException {
        switch (input.get(start + 18)) {
            case OPEN -> {
                opened = true;
                keepalive();
            }
            case KEEPALIVE -> established |= opened;
            case UPDATE -> checker.update(input, start + UpdateEncoder.HEADER, end, index, table);
            case ROUTE_REFRESH -> refresh(input.get(start + 21));
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

    private void refresh(int subtype) {
        switch (subtype) {
            case BEGIN_OF_REFRESH -> table.refreshBegins();
            case END_OF_REFRESH -> table.refreshEnds();
            default -> faults.add(index, "a ROUTE-REFRESH of the subtype " + subtype);
        }
    }

    void close() throws IOException {
        closed = true;
        channel.close();
    }
}
