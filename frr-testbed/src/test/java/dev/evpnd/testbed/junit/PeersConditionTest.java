package dev.evpnd.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import java.nio.file.Path;

class PeersConditionTest {

    @Test
    void requiresWhatIsNamed() {
        assertThat(PeersCondition.isRequired("bird", "frr-8.4, bird")).isTrue();
        assertThat(PeersCondition.isRequired("gobgp", "frr-8.4, bird")).isFalse();
        assertThat(PeersCondition.isRequired("gobgp", "")).isFalse();
        assertThat(PeersCondition.isRequired("gobgp", null)).isFalse();
        assertThat(PeersCondition.isRequired("containers", "bird,containers")).isTrue();
        assertThat(PeersCondition.isRequired("containers", "bird")).isFalse();
        assertThat(PeersCondition.isRequired("uml", "bird,uml")).isTrue();
    }

    @Test
    void knowsNoOtherNames() {
        assertThatThrownBy(() -> PeersCondition.isRequired("bird", "brid"))
                .hasMessageContaining("brid");
    }

    @Test
    void saysWhatHelpsWhereAPeerIsMissing(@TempDir Path empty) {
        assertThat(Availability.of(PeerKind.BIRD, new NativeEngine(), empty))
                .isEqualTo(
                        new Availability.Unavailable(
                                "not in " + empty + ": frr-testbed/bin/peers install"));
    }

    @Test
    void skipsATestOfAnEngineThatIsNotHereAndFailsWhereItHasToBe() {
        var none = new EngineChoice.None("no Docker");
        assertThatThrownBy(() -> PeersCondition.require("containers", none, "bird"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("containers is not to be had: no Docker");
        assertThatThrownBy(() -> PeersCondition.require("containers", none, "bird,containers"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Docker");
    }
}
