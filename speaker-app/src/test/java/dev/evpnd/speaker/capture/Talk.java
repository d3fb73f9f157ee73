package dev.evpnd.speaker.capture;

import java.util.ArrayList;
import java.util.List;

/// A TCP connection packet by packet, each sent where the test says in the stream.
public final class Talk {
    static final Endpoint CLIENT = Ip.endpoint("192.0.2.1", 40_000);
    static final Endpoint SERVER = Ip.endpoint("192.0.2.2", 179);

    private static final byte[] NOTHING = new byte[0];
    private static final int RAW_IP = 101;

    private final Endpoint client;
    private final Endpoint server;
    private final int clientIsn;
    private final int serverIsn;
    private final List<byte[]> packets;

    public Talk() {
        this(CLIENT, SERVER, 1000, 5000, new ArrayList<>());
    }

    Talk(Endpoint client, Endpoint server, int clientIsn, int serverIsn, List<byte[]> packets) {
        this.client = client;
        this.server = server;
        this.clientIsn = clientIsn;
        this.serverIsn = serverIsn;
        this.packets = packets;
    }

    /// Another connection in the same capture.
    Talk and(Endpoint otherClient, Endpoint otherServer, int isn) {
        return new Talk(otherClient, otherServer, isn, isn + 7, packets);
    }

    public Talk opened() {
        packets.add(Ip.segment(client, server, clientIsn, 0, Ip.SYN, NOTHING));
        packets.add(Ip.segment(server, client, serverIsn, clientIsn + 1, Ip.SYN | Ip.ACK, NOTHING));
        return this;
    }

    /// The client sends octets that stand at an offset in its stream.
    public Talk client(long offset, byte[] payload) {
        return client(offset, 0, payload);
    }

    Talk client(long offset, int flags, byte[] payload) {
        int sequence = (int) (clientIsn + 1 + offset);
        packets.add(Ip.segment(client, server, sequence, 0, flags, payload));
        return this;
    }

    public Talk server(long offset, byte[] payload) {
        int sequence = (int) (serverIsn + 1 + offset);
        packets.add(Ip.segment(server, client, sequence, 0, 0, payload));
        return this;
    }

    /// The server says that it has the client's octets up to an offset.
    Talk serverHas(long clientOffset) {
        int acknowledgment = (int) (clientIsn + 1 + clientOffset);
        packets.add(Ip.segment(server, client, serverIsn + 1, acknowledgment, Ip.ACK, NOTHING));
        return this;
    }

    public byte[] file() {
        return CaptureWriter.pcap(RAW_IP, packets.toArray(byte[][]::new));
    }

    Captures read() {
        return Captures.read(file());
    }
}
