package dev.evpnd.testbed.bench.vtep;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// The main table of routes, as the kernel tells of it: of the routes in it, those to the prefixes
/// of a run count that lead to the other VTEP by the bridge of the L3 VNI.
final class MainTable extends KernelTable {
    private static final int NEW_ROUTE = 24;
    private static final int DELETE_ROUTE = 25;
    private static final int ALL_ROUTES = 26;
    private static final int DUMP = 0x300;
    private static final int DONE = 3;
    private static final int AF_INET = 2;
    private static final int MAIN = 254;
    private static final int STATIC = 4;
    private static final int UNICAST = 1;
    private static final int ON_LINK = 4;
    private static final int DESTINATION = 1;
    private static final int DEVICE = 4;
    private static final int GATEWAY = 5;
    private static final int BODY = 12;

    private final Prefixes prefixes;
    private final int device = index("br4001");
    private final BitSet there = new BitSet();

    MainTable(Prefixes prefixes) {
        this.prefixes = prefixes;
    }

    @Override
    int group() {
        return Netlink.IPV4_ROUTES;
    }

    @Override
    void see(ByteBuffer told, int start, int end) {
        int type = told.getShort(start + 4);
        int number = type == NEW_ROUTE || type == DELETE_ROUTE ? number(told, start, end) : -1;
        if (number >= 0) {
            there.set(number, type == NEW_ROUTE);
        }
    }

    /// To which of the prefixes a route leads as it should, or -1.
    private int number(ByteBuffer told, int start, int end) {
        int body = start + Netlink.HEADER;
        if (told.get(body) != AF_INET
                || told.get(body + 1) != Prefixes.LENGTH
                || (told.get(body + 4) & 0xff) != MAIN
                || told.get(body + 7) != UNICAST) {
            return -1;
        }
        int number = -1;
        int out = 0;
        int gateway = 0;
        for (int at = body + BODY; end - at >= 4; ) {
            int length = told.getShort(at);
            switch (told.getShort(at + 2)) {
                case DESTINATION ->
                        number = prefixes.number(Integer.reverseBytes(told.getInt(at + 4)));
                case DEVICE -> out = told.getInt(at + 4);
                case GATEWAY -> gateway = Integer.reverseBytes(told.getInt(at + 4));
                default -> {}
            }
            at += length + 3 & ~3;
        }
        return out == device && gateway == Hosts.REMOTE_VTEP ? number : -1;
    }

    @Override
    boolean hasAll() {
        return there.cardinality() == prefixes.count();
    }

    @Override
    boolean hasNone() {
        return there.isEmpty();
    }

    /// Asks the kernel for all that it holds, and does not count what it has told before.
    @Override
    int there() {
        var netlink = new Netlink(0);
        var question = Netlink.buffer(Netlink.HEADER + BODY);
        question.putInt(Netlink.HEADER + BODY).putShort((short) ALL_ROUTES);
        question.putShort((short) (REQUEST | DUMP)).putLong(0);
        question.putInt(AF_INET).putLong(0);
        netlink.send(question);
        var found = new BitSet();
        while (true) {
            var told = netlink.receive();
            for (int at = 0; told.limit() - at >= Netlink.HEADER; ) {
                int length = told.getInt(at);
                int type = told.getShort(at + 4);
                if (type == DONE || type == Netlink.ERROR) {
                    return type == DONE ? found.cardinality() : 0;
                }
                int number = number(told, at, at + length);
                if (number >= 0) {
                    found.set(number);
                }
                at += length + 3 & ~3;
            }
        }
    }

    /// Makes a route to each, with gateway and device in it.
    @Override
    void putAllBeyond() {
        put(0, prefixes.count(), this::write);
    }

    private void write(ByteBuffer to, int number, int acknowledge) {
        int start = to.position();
        to.putInt(0).putShort((short) NEW_ROUTE);
        to.putShort((short) (REQUEST | REPLACE_OR_CREATE | acknowledge)).putLong(0);
        to.put((byte) AF_INET).put((byte) Prefixes.LENGTH).putShort((short) 0);
        to.put((byte) MAIN).put((byte) STATIC).put((byte) 0).put((byte) UNICAST).putInt(ON_LINK);
        attribute(to, DESTINATION, Integer.reverseBytes(prefixes.address(number)));
        attribute(to, DEVICE, device);
        attribute(to, GATEWAY, Integer.reverseBytes(Hosts.REMOTE_VTEP));
        to.putInt(start, to.position() - start);
    }

    private static void attribute(ByteBuffer to, int type, int value) {
        to.putShort((short) 8).putShort((short) type).putInt(value);
    }
}
