package dev.evpnd.speaker.kernel;

import static dev.evpnd.speaker.kernel.DrivenVtep.BRIDGE;
import static dev.evpnd.speaker.kernel.DrivenVtep.DEVICE;
import static dev.evpnd.speaker.kernel.DrivenVtep.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.Link;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a VTEP can tell of a VXLAN device.
class VxlanDeviceTest {
    private final DrivenVtep driven = DrivenVtep.ready();

    private VxlanDevice device() {
        return driven.vtep.view().vxlanDevice("vxlan2").orElseThrow();
    }

    @Test
    void hasItsBridgeAndItsVni() {
        assertThat(device().master().map(Link::index)).contains(BRIDGE);
        assertThat(device().segments())
                .containsExactly(new VxlanDevice.Segment(100, 0, Optional.empty()));
        assertThat(driven.vtep.view().vxlanNames()).containsExactly("vxlan2");
    }

    @Test
    void countsHowOftenItCameUpAndWentDownSinceItWasThere() {
        assertThat(device().changes()).isEqualTo(LinkHistory.Changes.NONE);
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, false));
        driven.after(1_000);
        long down = driven.now;
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.after(1_000);
        assertThat(device().changes())
                .isEqualTo(
                        new LinkHistory.Changes(
                                1, OptionalLong.of(driven.now), 1, OptionalLong.of(down)));
        driven.kernel.removeLink(DEVICE);
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.run();
        assertThat(device().changes()).isEqualTo(LinkHistory.Changes.NONE);
    }

    /// It has one of its own accord, by which nobody talks to hosts.
    @Test
    void aLinkLocalAddressIsShownAndMakesNoDifference() {
        driven.takeFacts();
        driven.kernel.put(DrivenVtep.address(DEVICE, "fe80::1"));
        driven.kernel.put(DrivenVtep.address(BRIDGE, "fe80::2"));
        driven.run();
        assertThat(driven.takeFacts()).isEmpty();
        assertThat(device().addresses()).isEqualTo(List.of(DrivenVtep.address(DEVICE, "fe80::1")));
        driven.kernel.remove(DrivenVtep.address(DEVICE, "fe80::1"));
        driven.run();
        assertThat(device().addresses()).isEmpty();
    }

    @Test
    void whatIsNoVxlanDeviceIsNotThere() {
        assertThat(driven.vtep.view().vxlanDevice("br1")).isEmpty();
        assertThat(driven.vtep.view().vxlanDevice("vxlan99")).isEmpty();
    }
}
