package dev.evpnd.speaker.config;

import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;

import java.util.Optional;

/// Who this speaker is, as far as its file says so without a fault.
///
/// @param as empty where the file has a fault there: then nothing is said of what depends on it
record SpeakerIdentity(
        Optional<Asn> as, BgpIdentifier routerId, RestartSettings restart, Machine machine) {

    /// Reserved (RFC 7300): stands where the AS is not known, in settings that nobody gets to see.
    private static final Asn NO_AS = new Asn(65535);

    /// As somebody sees it who takes it to be in another AS.
    SpeakerIdentity in(Asn other) {
        return new SpeakerIdentity(Optional.of(other), routerId, restart, machine);
    }

    Asn asn() {
        return as.orElse(NO_AS);
    }

    boolean isExternal(RemoteAs peer) {
        return as.isPresent()
                && switch (peer) {
                    case RemoteAs.Internal internal -> false;
                    case RemoteAs.External external -> true;
                    case RemoteAs.Exactly(var number) -> !number.equals(asn());
                };
    }

    boolean isInternal(RemoteAs peer) {
        return as.isPresent() && !isExternal(peer);
    }
}
