package dev.evpnd.rib.bench;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.BigEndian;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// A reflector with leaves as its clients, and all that the benchmarks ask of a [Rib].
///
/// The first leaf to come has the place 0 here, the next 1, and so on.
final class Reflector {
    private static final Asn AS = new Asn(65000);
    static final BgpIdentifier HERE = BgpIdentifier.parse("192.0.2.1");
    static final RibSettings SETTINGS = RibSettings.of(AS, HERE);
    private static final int HEADER_LENGTH = 19;
    private static final int LENGTH_OFFSET = 16;

    /// What a busy reflector has read before it settles.
    private static final int MESSAGES_OF_A_BATCH = 32;

    private static final int GONE = -1;
    private static final int ROWS_OF_A_SLICE = 2048;
    private static final int OCTETS_OF_A_TURN = 1 << 16;

    final Rib rib;

    /// What the leaves are known by to the RIB, by their places.
    private final List<Integer> numbers = new ArrayList<>();

    private final OctetWriter out = new OctetWriter(2 * OCTETS_OF_A_TURN);

    Reflector() {
        this(new Rib(SETTINGS));
    }

    Reflector(Rib rib) {
        this.rib = rib;
    }

    /// @return its place
    int leafUp(int leaf) {
        var address = LeafUpdates.address(leaf);
        var peer =
                new Peer(
                        address,
                        AS,
                        new BgpIdentifier(address.bits()),
                        PeerKind.CLIENT,
                        Negotiated.DEFAULT);
        numbers.add(rib.peerUp(peer, PeerSettings.DEFAULT));
        return numbers.size() - 1;
    }

    void leafDown(int place) {
        down(place);
        while (rib.work(ROWS_OF_A_SLICE)) {
            rib.settle();
        }
        rib.settle();
    }

    /// The session of a leaf ends; what follows is still to be done.
    void down(int place) {
        rib.peerDown(numbers.get(place));
        numbers.set(place, GONE);
    }

    /// Lets everybody who is there read all, so that what is gone is forgotten.
    void becomeQuiet() {
        for (int place = 0; place < numbers.size(); place++) {
            if (numbers.get(place) != GONE) {
                drain(place);
            }
        }
        rib.settle();
    }

    void configure(int place, PeerSettings settings) {
        rib.configure(numbers.get(place), settings);
    }

    /// Sends a leaf as much as it is sent in one turn.
    ///
    /// @return how many octets, 0 where that was all
    int turn(int place) {
        out.clear();
        return rib.send(numbers.get(place), out, OCTETS_OF_A_TURN) ? out.length() : 0;
    }

    /// A reflector that has told some leaves that there is nothing yet.
    static Reflector ofLeaves(int leaves) {
        var reflector = new Reflector();
        for (int leaf = 0; leaf < leaves; leaf++) {
            reflector.drain(reflector.leafUp(leaf));
        }
        return reflector;
    }

    /// Takes the messages, and decides after every few of them.
    void apply(int place, byte[] messages) {
        int waiting = 0;
        for (int at = 0; at < messages.length; at = end(messages, at)) {
            update(place, messages, at);
            if (++waiting == MESSAGES_OF_A_BATCH) {
                rib.settle();
                waiting = 0;
            }
        }
        rib.settle();
    }

    /// Takes the one message that begins at an offset.
    void update(int place, byte[] messages, int at) {
        int peer = numbers.get(place);
        int end = end(messages, at);
        if (!rib.update(peer, messages, at + HEADER_LENGTH, end).isEmpty()) {
            throw new IllegalStateException("an irregular UPDATE");
        }
    }

    /// Where that message ends.
    static int end(byte[] messages, int at) {
        return at + BigEndian.u16(messages, at + LENGTH_OFFSET);
    }

    /// Sends a leaf all there is for it.
    ///
    /// @return how many octets
    long drain(int place) {
        int peer = numbers.get(place);
        long octets = 0;
        boolean more = true;
        while (more) {
            out.clear();
            more = rib.send(peer, out, OCTETS_OF_A_TURN);
            octets += out.length();
        }
        return octets;
    }

    long drainAll(int leaves) {
        long octets = 0;
        for (int place = 0; place < leaves; place++) {
            octets += drain(place);
        }
        return octets;
    }

    /// Checks that the benchmark measures what it says.
    void requireSize(int routes) {
        if (rib.view().size() != routes) {
            throw new IllegalStateException(rib.view().size() + " routes instead of " + routes);
        }
    }
}
