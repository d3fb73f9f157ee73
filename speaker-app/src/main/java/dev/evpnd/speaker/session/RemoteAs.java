package dev.evpnd.speaker.session;

import dev.evpnd.wire.address.Asn;

/// Which AS a peer has to be in.
public sealed interface RemoteAs {

    /// The same as this speaker.
    RemoteAs INTERNAL = new Internal();

    /// Any but that of this speaker.
    RemoteAs EXTERNAL = new External();

    boolean allows(Asn peer, Asn local);

    /// This one.
    record Exactly(Asn asn) implements RemoteAs {
        @Override
        public boolean allows(Asn peer, Asn local) {
            return peer.equals(asn);
        }
    }

    /// The same as this speaker.
    record Internal() implements RemoteAs {
        @Override
        public boolean allows(Asn peer, Asn local) {
            return peer.equals(local);
        }
    }

    /// Any but that of this speaker.
    record External() implements RemoteAs {
        @Override
        public boolean allows(Asn peer, Asn local) {
            return !peer.equals(local);
        }
    }
}
