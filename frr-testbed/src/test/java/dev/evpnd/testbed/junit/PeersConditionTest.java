package dev.evpnd.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class PeersConditionTest {

    @Test
    void requiresWhatIsNamed() {
        assertThat(PeersCondition.isRequired(PeerKind.BIRD, "frr-8.4, bird")).isTrue();
        assertThat(PeersCondition.isRequired(PeerKind.GOBGP, "frr-8.4, bird")).isFalse();
        assertThat(PeersCondition.isRequired(PeerKind.GOBGP, "")).isFalse();
        assertThat(PeersCondition.isRequired(PeerKind.GOBGP, null)).isFalse();
    }

    @Test
    void knowsNoOtherNames() {
        assertThatThrownBy(() -> PeersCondition.isRequired(PeerKind.BIRD, "brid"))
                .hasMessageContaining("brid");
    }

    @Test
    void saysWhatHelpsWhereAPeerIsMissing(@TempDir Path empty) {
        assertThat(Availability.of(PeerKind.BIRD, empty))
                .isEqualTo(
                        new Availability.Unavailable(
                                "not in " + empty + ": frr-testbed/bin/peers install"));
    }
}
