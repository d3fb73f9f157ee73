package dev.evpnd.rib.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What is told once, and what is not the same.
class RemarksTest {
    private static final Vni VNI = new Vni(100);
    private static final Vni OTHER_VNI = new Vni(101);
    private static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);
    private static final MacAddress OTHER_MAC = new MacAddress(0x0200_0000_0002L);
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress OTHER_HOST = IpAddress.parse("2001:db8::1");
    private static final IpAddress VTEP = IpAddress.parse("192.0.2.1");
    private static final IpAddress OTHER_VTEP = IpAddress.parse("192.0.2.2");

    private final Remarks remarks = new Remarks();

    /// Each differs from some other in one thing alone.
    private static final List<Notice> NOTICES =
            List.of(
                    new Notice.DuplicateDetected(VNI, MAC, null, 5, VTEP, true),
                    new Notice.DuplicateDetected(VNI, MAC, null, 5, VTEP, false),
                    new Notice.DuplicateDetected(VNI, MAC, null, 6, VTEP, true),
                    new Notice.DuplicateDetected(VNI, MAC, null, 5, OTHER_VTEP, true),
                    new Notice.DuplicateDetected(VNI, OTHER_MAC, null, 5, VTEP, true),
                    new Notice.DuplicateDetected(OTHER_VNI, MAC, null, 5, VTEP, true),
                    new Notice.DuplicateDetected(VNI, null, HOST, 5, VTEP, true),
                    new Notice.DuplicateDetected(VNI, null, OTHER_HOST, 5, VTEP, true),
                    new Notice.DuplicateCleared(VNI, MAC, null, true),
                    new Notice.DuplicateCleared(VNI, MAC, null, false),
                    new Notice.DuplicateCleared(VNI, MAC, HOST, true),
                    new Notice.DuplicateCleared(VNI, null, HOST, true),
                    new Notice.StickyConflict(
                            VNI, MAC, null, VTEP, Notice.StickyConflict.Stays.HERE),
                    new Notice.StickyConflict(
                            VNI, MAC, null, VTEP, Notice.StickyConflict.Stays.THERE),
                    new Notice.StickyConflict(
                            VNI, MAC, HOST, VTEP, Notice.StickyConflict.Stays.HERE),
                    new Notice.AnotherRouterMac(VNI, VTEP, MAC, OTHER_MAC),
                    new Notice.AnotherRouterMac(VNI, VTEP, OTHER_MAC, MAC),
                    new Notice.AnotherRouterMac(VNI, OTHER_VTEP, MAC, OTHER_MAC),
                    new Notice.RouterMacTaken(VNI, MAC, VTEP, VNI, OTHER_VTEP, VNI),
                    new Notice.RouterMacTaken(VNI, OTHER_MAC, VTEP, VNI, OTHER_VTEP, VNI),
                    new Notice.RouterMacTaken(VNI, MAC, OTHER_VTEP, VNI, VTEP, VNI),
                    new Notice.RouterMacTaken(VNI, MAC, VTEP, OTHER_VNI, OTHER_VTEP, VNI),
                    new Notice.RouterMacTaken(VNI, MAC, VTEP, VNI, OTHER_VTEP, OTHER_VNI));

    private List<InstanceChange> drain() {
        var taken = new ArrayList<InstanceChange>();
        remarks.drainTo(taken);
        return taken;
    }

    @Test
    void tellsEachNoticeOnceInTheOrderInWhichTheyCame() {
        NOTICES.forEach(remarks::tell);
        NOTICES.reversed().forEach(remarks::tell);
        assertThat(drain())
                .containsExactlyElementsOf(NOTICES.stream().map(InstanceChange.Tell::new).toList());
        assertThat(drain()).isEmpty();
    }

    @Test
    void asksOnceOfWhatIsTheSameAndOfEachThatIsNot() {
        var probes =
                List.of(
                        new InstanceChange.Probe(VNI, HOST, MAC),
                        new InstanceChange.Probe(VNI, HOST, OTHER_MAC),
                        new InstanceChange.Probe(VNI, OTHER_HOST, MAC),
                        new InstanceChange.Probe(OTHER_VNI, HOST, MAC));
        for (int round = 0; round < 2; round++) {
            probes.forEach(each -> remarks.probe(each.vni(), each.address(), each.mac()));
        }
        assertThat(drain()).containsExactlyElementsOf(probes);
    }
}
