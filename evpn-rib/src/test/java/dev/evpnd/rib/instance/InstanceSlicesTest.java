package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.macVrf;
import static dev.evpnd.rib.instance.OneVtep.remoteMac;
import static dev.evpnd.rib.instance.OneVtep.toL2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.MacIpAdvertisement;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What holds while an instance has changed or ended, and not all that follows has been done.
class InstanceSlicesTest {
    private static final int MANY = 500;
    private static final RouteDistinguisher OTHER = RouteDistinguisher.parse("192.0.2.5:9");

    private final OneVtep vtep = new OneVtep();

    private static MacAddress mac(int number) {
        return new MacAddress(0x0200_0000_1000L + number);
    }

    private boolean goOn() {
        return vtep.instances.goOn(new Slice(1), vtep.now);
    }

    private void learnMany() {
        for (int i = 0; i < MANY; i++) {
            vtep.learn(mac(i));
        }
        vtep.drain();
    }

    private void receiveMany() {
        for (int i = 0; i < MANY; i++) {
            vtep.receive(LOWER, mac(i), null, 0);
        }
        vtep.drain();
    }

    @Test
    void takesBackWhatAnInstanceSaidThatHasEndedEachOnceAndNotAllInOneSlice() {
        receiveMany();
        vtep.instances.unconfigureMacVrf(L2);
        var dropped = new ArrayList<InstanceChange>();
        int mostOfASlice = 0;
        boolean more = true;
        while (more) {
            more = goOn();
            var drops = vtep.instances.drain();
            mostOfASlice = Math.max(mostOfASlice, drops.size());
            dropped.addAll(drops);
        }
        assertThat(dropped).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(mostOfASlice).isEqualTo(1);
        assertThat(vtep.instances.imported()).isZero();
    }

    @Test
    void whatBeginsAgainTakesOverWhatIsTheSame() {
        receiveMany();
        vtep.instances.unconfigureMacVrf(L2);
        goOn();
        vtep.drain();
        vtep.instances.configure(macVrf());
        for (int i = 1; i < MANY; i++) {
            vtep.receive(LOWER, mac(i), null, 0);
        }
        vtep.goOn();
        assertThat(vtep.instances.drain())
                .containsExactly(new InstanceChange.Drop(remoteMac(mac(0), LOWER)));
        assertThat(vtep.instances.intents()).hasSize(MANY - 1);
    }

    @Test
    void whatIsHereWhenItBeginsAgainIsNotReplacedByWhatWasMeantBefore() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.instances.unconfigureMacVrf(L2);
        vtep.instances.configure(macVrf());
        vtep.learn(MAC);
        vtep.goOn();
        assertThat(vtep.instances.drain()).isEmpty();
        assertThat(vtep.view(MAC).here()).isTrue();
    }

    /// What the kernel learned has to make way for an address that is sticky elsewhere.
    private MacIpAdvertisement refuseAFact() {
        var sticky = host(LOWER, MAC, null);
        vtep.receive(toL2(LOWER, sticky, MacMobility.sticky(0)));
        vtep.drain();
        vtep.learn(MAC);
        return sticky;
    }

    private static boolean isHold(InstanceChange change) {
        return change instanceof InstanceChange.Hold;
    }

    @Test
    void doesNotInsistOnWhatHasEnded() {
        refuseAFact();
        vtep.instances.unconfigureMacVrf(L2);
        vtep.goOn();
        assertThat(vtep.instances.drain()).isNotEmpty().noneMatch(InstanceSlicesTest::isHold);
    }

    @Test
    void doesNotInsistOnWhatTheKernelHasReplacedByAFactThatIsTaken() {
        var sticky = refuseAFact();
        vtep.lose(sticky);
        vtep.learn(MAC);
        assertThat(vtep.instances.drain()).noneMatch(InstanceSlicesTest::isHold);
    }

    @Test
    void refusesFactsAboutWhatHasEnded() {
        receiveMany();
        vtep.instances.unconfigureMacVrf(L2);
        assertThat(vtep.instances.macLearned(L2, MAC, 7, false, vtep.now)).isFalse();
        assertThat(vtep.instances.macs(L2, null, MANY)).isEmpty();
        assertThat(vtep.receive(LOWER, MAC, null, 0)).isZero();
    }

    @Test
    void withdrawsUnderTheDistinguisherBeforeEachOnce() {
        learnMany();
        vtep.instances.configure(macVrf().withRouteDistinguisher(OTHER));
        goOn();
        vtep.instances.macGone(L2, mac(MANY - 1), vtep.now);
        vtep.goOn();
        var changes = vtep.drain();
        var withdrawn = changes.stream().filter(InstanceChange.Withdraw.class::isInstance).toList();
        assertThat(withdrawn).hasSize(MANY + 1).doesNotHaveDuplicates();
        assertThat(vtep.hosts()).hasSize(MANY - 1);
    }

    @Test
    void doesNotWithdrawWhatAnotherAnnouncesUnderTheDistinguisherThatItTookOver() {
        learnMany();
        vtep.instances.configure(macVrf().withRouteDistinguisher(OTHER));
        var second = new Vni(200);
        vtep.instances.configure(
                MacVrfSettings.of(
                        second,
                        macVrf().routeDistinguisher(),
                        List.of(),
                        List.of(OneVtep.L2_TARGET),
                        OneVtep.HERE));
        vtep.instances.macLearned(second, mac(0), 7, false, vtep.now);
        vtep.goOn();
        var told = new ArrayList<Object>();
        for (var change : vtep.drain()) {
            if (change instanceof InstanceChange.Announce(var origination)
                    && origination.route().toString().contains("label1=200")) {
                told.add(origination);
            }
        }
        assertThat(told).hasSize(1);
        assertThat(List.<Object>copyOf(vtep.instances.originations())).containsAll(told);
    }

    @Test
    void judgesWhatHappensByTheSettingsThatCount() {
        receiveMany();
        vtep.instances.configure(macVrf().withImportTargets(List.of()));
        vtep.receive(LOWER, mac(MANY - 1), null, 1);
        assertThat(vtep.instances.intents()).hasSize(MANY - 1);
        vtep.goOn();
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void toChangeSettingsAgainDoesNotKeepAWalkFromItsEnd() {
        receiveMany();
        for (int i = 0; i < 3 * MANY; i++) {
            var targets =
                    i % 2 == 0
                            ? List.<ImportTarget>of()
                            : List.<ImportTarget>of(new ImportTarget.AnyAdministrator(7));
            vtep.instances.configure(macVrf().withImportTargets(targets));
            goOn();
        }
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void veryManyIpAddressesFollowTheirMacAddressInSlices() {
        for (int i = 0; i < MANY; i++) {
            vtep.receive(LOWER, MAC, new Ipv4Address(0x0a01_0000 + i), 0);
        }
        vtep.drain();
        vtep.receive(HIGHER, MAC, null, 1);
        assertThat(vtep.instances.drain())
                .containsExactly(new InstanceChange.Hold(remoteMac(MAC, HIGHER)));
        vtep.goOn();
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
    }

    @Test
    void raisesTheSequenceNumberForOneOfVeryManyIpAddressesThatCameFromElsewhere() {
        vtep.receive(LOWER, mac(1), new Ipv4Address(0x0a01_0000 + MANY / 2), 6);
        for (int i = 0; i < MANY; i++) {
            vtep.learn(new Ipv4Address(0x0a01_0000 + i), MAC);
        }
        vtep.learn(MAC);
        vtep.goOn();
        assertThat(vtep.view(MAC).sequence()).isEqualTo(7);
        assertThat(vtep.hosts()).hasSize(MANY + 1).allMatch(text -> text.contains("7"));
    }

    /// One endpoint may stand in as many routes of type 3 as there are originators.
    @Test
    void letsGoOfVeryManyRoutesWithOneFloodingEndpointInSlices() {
        for (int number = 1; number <= MANY; number++) {
            vtep.receive(OneVtep.flooded(LOWER, address(number), OneVtep.replication(LOWER)));
        }
        vtep.instances.configure(OneVtep.macVrf().withImportTargets(List.of()));
        for (int before = MANY; before > 0; before = vtep.instances.imported()) {
            boolean more = goOn();
            assertThat(vtep.instances.imported()).isBetween(before - 1, before);
            assertThat(more || vtep.instances.imported() == 0).isTrue();
        }
        vtep.goOn();
        assertThat(vtep.instances.intents()).isEmpty();
    }

    /// What came instead meanwhile is not taken for what was there.
    @Test
    void leavesARouteAloneThatWasAnnouncedOtherwiseWhileTheWalkWasUnderWay() {
        vtep.receive(OneVtep.flooded(LOWER, address(1), OneVtep.replication(LOWER)));
        vtep.receive(OneVtep.flooded(LOWER, address(2), OneVtep.replication(LOWER)));
        vtep.instances.configure(OneVtep.macVrf().withFlooding(Flooding.DISABLED));
        vtep.instances.configure(OneVtep.macVrf());
        goOn();
        vtep.receive(OneVtep.flooded(LOWER, address(2), OneVtep.replication(HIGHER)));
        vtep.goOn();
        assertThat(vtep.instances.floodList(L2)).containsExactly(LOWER, HIGHER);
        assertThat(vtep.instances.imported()).isEqualTo(2);
    }

    private static IpAddress address(int number) {
        return new Ipv4Address(0xc633_0000 + number);
    }

    @Test
    void looksForAnIpAddressAmongTheBestClaimsOnly() {
        for (int i = 0; i < Placement.MOST_CLAIMS; i++) {
            vtep.receive(LOWER, mac(i), IP, 1);
            vtep.receive(HIGHER, mac(i), null, 2);
        }
        vtep.receive(toL2(LOWER, host(LOWER, MAC, IP)));
        assertThat(vtep.instances.neighbors(L2, null, 1).getFirst().mac()).isNull();
        vtep.lose(host(LOWER, mac(0), IP));
        assertThat(vtep.instances.neighbors(L2, null, 1).getFirst().mac()).isEqualTo(MAC);
    }
}
