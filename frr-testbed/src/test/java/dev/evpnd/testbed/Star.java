package dev.evpnd.testbed;

import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.testbed.peer.Neighbor;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.RunningPeer;

/// A reflector and two clients of it in one lab, all sessions up.
final class Star implements AutoCloseable {
    static final long AS = 65000;
    static final String REFLECTOR = "198.51.100.1";
    static final String LEFT = "198.51.100.2";
    static final String RIGHT = "198.51.100.3";

    private final Lab lab;
    final RunningPeer reflector;
    final RunningPeer left;
    final RunningPeer right;

    Star(PeerKind reflectorKind, PeerKind leftKind, PeerKind rightKind, Feature... features) {
        PeersCondition.require(reflectorKind, leftKind, rightKind);
        lab = Lab.open();
        lab.host().loopback(REFLECTOR, LEFT, RIGHT);
        reflector =
                lab.start(
                        reflectorKind,
                        PeerConfiguration.of(
                                AS, REFLECTOR, client(LEFT, features), client(RIGHT, features)));
        left = lab.start(leftKind, clientOf(LEFT, features));
        right = lab.start(rightKind, clientOf(RIGHT, features));
        left.awaitEstablished(REFLECTOR);
        right.awaitEstablished(REFLECTOR);
    }

    private static Neighbor client(String address, Feature... features) {
        return Neighbor.of(address, AS).with(Feature.REFLECTOR_CLIENT).with(features);
    }

    private static PeerConfiguration clientOf(String address, Feature... features) {
        return PeerConfiguration.of(AS, address, Neighbor.of(REFLECTOR, AS).with(features));
    }

    @Override
    public void close() {
        lab.close();
    }
}
