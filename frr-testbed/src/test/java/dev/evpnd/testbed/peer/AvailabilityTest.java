package dev.evpnd.testbed.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AvailabilityTest {

    @Test
    void takesTheImageThatIsNamedForAPeer() {
        var images = "frr-10.7=quay.io/frrouting/frr:10.7.1, gobgp=localhost:5000/gobgp@sha256:0f";
        assertThat(Availability.image(PeerKind.FRR_10_7, images))
                .contains("quay.io/frrouting/frr:10.7.1");
        assertThat(Availability.image(PeerKind.GOBGP, images))
                .contains("localhost:5000/gobgp@sha256:0f");
        assertThat(Availability.image(PeerKind.BIRD, images)).isEmpty();
        assertThat(Availability.image(PeerKind.BIRD, "")).isEmpty();
        assertThat(Availability.image(PeerKind.BIRD, null)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithANameOfAnImage() {
        assertThatThrownBy(() -> Availability.image(PeerKind.BIRD, "bird"))
                .hasMessageContaining("EVPND_TESTBED_IMAGES has PEER=IMAGE");
        assertThatThrownBy(() -> Availability.image(PeerKind.BIRD, "brid=x"))
                .hasMessageContaining("brid");
    }
}
