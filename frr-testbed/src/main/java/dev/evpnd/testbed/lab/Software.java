package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.lab.Place.Seat;
import dev.evpnd.testbed.peer.PeerKind;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a seat can be taken by.
enum Software {
    EVPND("evpnd"),
    FRR_10_7(PeerKind.FRR_10_7),
    FRR_8_4(PeerKind.FRR_8_4),
    GOBGP(PeerKind.GOBGP),
    BIRD(PeerKind.BIRD);

    private final String text;
    private final Optional<PeerKind> peer;

    Software(PeerKind peer) {
        this.text = peer.text();
        this.peer = Optional.of(peer);
    }

    Software(String text) {
        this.text = text;
        this.peer = Optional.empty();
    }

    String text() {
        return text;
    }

    /// The peer of the testbed that it is; none for evpnd.
    Optional<PeerKind> peer() {
        return peer;
    }

    boolean isFrr() {
        return this == FRR_10_7 || this == FRR_8_4;
    }

    /// What a seat can be taken by: only FRR and evpnd can be told of a VNI.
    static List<Software> of(Seat seat) {
        return Arrays.stream(values())
                .filter(each -> seat == Seat.REFLECTOR || each == EVPND || each.isFrr())
                .toList();
    }
}
