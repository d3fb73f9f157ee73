package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.LOWER;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.remoteMac;
import static dev.evpnd.rib.instance.OneVtep.toL2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.Notice.StickyConflict;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.DefaultGateway;
import dev.evpnd.wire.community.MacMobility;
import dev.evpnd.wire.evpn.MacIpAdvertisement;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Where a MAC address is, when several VTEPs say that it is with them: RFC 7432 section 15.
class MobilityTest {
    private static final String AA = "02:00:00:00:00:aa";

    private final OneVtep vtep = new OneVtep();

    @Test
    void announcesWhatTheKernelLearnsWithoutASequenceNumber() {
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA);
        assertThat(vtep.view(MAC).here()).isTrue();
        assertThat(vtep.view(MAC).port()).isEqualTo(3);
    }

    @Test
    void withdrawsWhatTheKernelForgets() {
        vtep.learn(MAC);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.instances.mac(L2, MAC)).isEmpty();
    }

    @Test
    void holdsARemoteAddressInTheKernel() {
        vtep.receive(LOWER, MAC, null, 0);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void dropsARemoteAddressWithItsRoute() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.lose(host(LOWER, MAC, null));
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void holdsARemoteAddressWhileOneOfItsRoutesIsLeft() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.receive(LOWER, MAC, IP, 0);
        vtep.lose(host(LOWER, MAC, null));
        assertThat(vtep.instances.intents()).contains(remoteMac(MAC, LOWER));
    }

    @Test
    void takesAnAddressThatMovesHereWithTheNextSequenceNumber() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:5");
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void yieldsToAHigherSequenceNumber() {
        vtep.learn(MAC);
        vtep.receive(HIGHER, MAC, null, 1);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
        assertThat(vtep.view(MAC).why()).isEqualTo(MobilityStep.ONLY_ONE);
    }

    @Test
    void yieldsToALowerVtepWithTheSameSequenceNumber() {
        vtep.learn(MAC);
        vtep.receive(LOWER, MAC, null, 0);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void staysBeforeAHigherVtepWithTheSameSequenceNumber() {
        vtep.learn(MAC);
        vtep.receive(HIGHER, MAC, null, 0);
        assertThat(vtep.hosts()).containsExactly(AA);
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.view(MAC).why()).isEqualTo(MobilityStep.LOWER_VTEP);
    }

    @Test
    void ignoresALowerSequenceNumberThanItsOwn() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.learn(MAC);
        vtep.receive(LOWER, MAC, null, 3);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:5");
        assertThat(vtep.view(MAC).why()).isEqualTo(MobilityStep.SEQUENCE);
    }

    @Test
    void believesALowerSequenceNumberOfTheVtepThatHasTheAddress() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.receive(LOWER, MAC, null, 2);
        assertThat(vtep.view(MAC).sequence()).isEqualTo(2);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void believesTheHigherSequenceNumberOfTwoVteps() {
        vtep.receive(LOWER, MAC, null, 1);
        vtep.receive(HIGHER, MAC, null, 2);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
        assertThat(vtep.view(MAC).why()).isEqualTo(MobilityStep.SEQUENCE);
    }

    @Test
    void believesTheLowerOfTwoVtepsWithOneSequenceNumber() {
        vtep.receive(HIGHER, MAC, null, 2);
        vtep.receive(LOWER, MAC, null, 2);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void fallsBackToWhatIsLeftWhenAnAddressAgesOutHere() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.learn(MAC);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, LOWER));
    }

    @Test
    void raisesTheSequenceNumberWithEachReturn() {
        vtep.learn(MAC);
        vtep.receive(HIGHER, MAC, null, 1);
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:2");
        vtep.receive(HIGHER, MAC, null, 3);
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:4");
    }

    @Test
    void doesNotCountBeyondTheGreatestSequenceNumber() {
        vtep.receive(HIGHER, MAC, null, 0xffff_ffffL);
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:4294967295");
    }

    @Test
    void forgetsWhatTheKernelLearnedWhereItHasToHoldSomethingElse() {
        vtep.learn(MAC);
        vtep.receive(LOWER, MAC, null, 9);
        vtep.lose(host(LOWER, MAC, null));
        assertThat(vtep.hosts()).isEmpty();
    }

    @Test
    void aMoveToAnotherPortHereIsNoMove() {
        vtep.learn(MAC);
        vtep.drain();
        vtep.instances.macLearned(L2, MAC, 8, false, vtep.now);
        assertThat(vtep.drain()).isEmpty();
        assertThat(vtep.view(MAC).port()).isEqualTo(8);
    }

    @Test
    void announcesAStickyAddressAsSuch() {
        vtep.learnSticky(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:0, sticky MAC");
    }

    @Test
    void announcesAllRoutesOfAnAddressAgainThatBecomesSticky() {
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        vtep.learnSticky(MAC);
        assertThat(vtep.hosts())
                .containsExactly(AA + " MM:0, sticky MAC", AA + " 10.1.0.1 MM:0, sticky MAC");
    }

    @Test
    void keepsAStickyAddressWhateverSequenceNumberOthersHave() {
        vtep.learnSticky(MAC);
        vtep.drain();
        vtep.receive(LOWER, MAC, null, 9);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:0, sticky MAC");
        assertThat(vtep.notices())
                .containsExactly(
                        new StickyConflict(L2, MAC, null, LOWER, StickyConflict.Stays.HERE));
    }

    @Test
    void announcesItselfAsAHostThatDoesNotMove() {
        vtep.instances.ownMac(L2, MAC, 1, false, vtep.now);
        vtep.instances.neighborLearned(L2, IP, MAC, false, vtep.now);
        assertThat(vtep.hosts())
                .containsExactly(AA + " MM:0, sticky MAC", AA + " 10.1.0.1 MM:0, sticky MAC");
        vtep.instances.neighborGone(L2, IP, vtep.now);
        vtep.instances.macGone(L2, MAC, vtep.now);
        assertThat(vtep.hosts()).isEmpty();
    }

    @Test
    void announcesItselfAsTheGatewayAndIsOneOfSeveral() {
        vtep.instances.ownMac(L2, MAC, 1, true, vtep.now);
        vtep.instances.neighborLearned(L2, IP, MAC, false, vtep.now);
        var announced = List.copyOf(vtep.instances.originations());
        assertThat(vtep.hosts()).containsExactly(AA, AA + " 10.1.0.1");
        assertThat(announced)
                .filteredOn(each -> each.route() instanceof MacIpAdvertisement)
                .allMatch(each -> OneVtep.communities(each).contains(DefaultGateway.ZERO));
        vtep.receive(toL2(LOWER, host(LOWER, MAC, IP), DefaultGateway.ZERO));
        assertThat(vtep.instances.originations()).containsExactlyElementsOf(announced);
        assertThat(vtep.instances.intents()).isEmpty();
        assertThat(vtep.notices()).isEmpty();
        // Who is none of them has an address that is not his.
        vtep.receive(toL2(HIGHER, host(HIGHER, MAC, null), MacMobility.of(7)));
        assertThat(vtep.instances.originations()).containsExactlyElementsOf(announced);
        assertThat(vtep.notices())
                .containsExactly(
                        new StickyConflict(L2, MAC, null, HIGHER, StickyConflict.Stays.HERE));
    }

    @Test
    void doesNotTakeAnAddressThatIsStickyElsewhere() {
        vtep.receive(toL2(HIGHER, host(HIGHER, MAC, null), MacMobility.sticky(0)));
        vtep.drain();
        vtep.learn(MAC);
        var stays = new Intent.RemoteMac(L2, MAC, HIGHER, L2, true, false);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.drain())
                .containsExactlyInAnyOrder(
                        new InstanceChange.Tell(
                                new StickyConflict(
                                        L2, MAC, null, HIGHER, StickyConflict.Stays.THERE)),
                        // Once more, for the kernel has just learned something else.
                        new InstanceChange.Hold(stays));
    }

    @Test
    void takesFromTheKernelWhatItLearnedOfAnAddressThatWasStickyElsewhere() {
        var route = host(HIGHER, MAC, null);
        vtep.receive(toL2(HIGHER, route, MacMobility.sticky(0)));
        vtep.drain();
        vtep.learn(MAC);
        vtep.lose(route);
        var stayed = new Intent.RemoteMac(L2, MAC, HIGHER, L2, true, false);
        assertThat(vtep.drain())
                .containsSubsequence(
                        new InstanceChange.Hold(stayed), new InstanceChange.Drop(stayed));
    }

    @Test
    void saysOnceWhatChangedOftenBeforeItWasDrained() {
        for (long sequence = 0; sequence < 50; sequence++) {
            vtep.receive(LOWER, MAC, null, 2 * sequence);
            vtep.receive(HIGHER, MAC, null, 2 * sequence + 1);
        }
        assertThat(vtep.drain())
                .containsExactly(new InstanceChange.Hold(OneVtep.remoteMac(MAC, HIGHER)));
    }

    @Test
    void saysNothingOfWhatCameAndWentBeforeItWasDrained() {
        vtep.receive(LOWER, MAC, null, 0);
        vtep.lose(host(LOWER, MAC, null));
        assertThat(vtep.drain()).isEmpty();
    }

    @Test
    void keepsNoMoreNoticesThanSomebodyMayEverRead() {
        int many = Remarks.MOST + 10;
        for (int i = 0; i < many; i++) {
            var mac = new MacAddress(0x0600_0000_0000L + i);
            vtep.learnSticky(mac);
            vtep.receive(LOWER, mac, null, 0);
        }
        assertThat(vtep.notices()).hasSize(Remarks.MOST);
        assertThat(vtep.instances.lostRemarks()).isEqualTo(10);
    }

    @Test
    void yieldsToAnAddressThatIsStickyElsewhere() {
        vtep.receive(LOWER, MAC, null, 4);
        vtep.learn(MAC);
        vtep.drain();
        vtep.receive(toL2(HIGHER, host(HIGHER, MAC, null), MacMobility.sticky(0)));
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.notices())
                .containsExactly(
                        new StickyConflict(L2, MAC, null, HIGHER, StickyConflict.Stays.THERE));
    }

    /// RFC 9494 section 4.2: what is long-lived stale loses before stickiness counts.
    @Test
    void takesAnAddressThatIsStickyElsewhereByALongLivedStaleClaim() {
        vtep.receive(longLivedStale(toL2(HIGHER, host(HIGHER, MAC, null), MacMobility.sticky(4))));
        vtep.drain();
        vtep.learn(MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:5");
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void takesANeighborThatIsStickyElsewhereByALongLivedStaleClaim() {
        var route = host(HIGHER, OneVtep.OTHER_MAC, IP);
        vtep.receive(longLivedStale(toL2(HIGHER, route, MacMobility.sticky(4))));
        vtep.learn(MAC);
        vtep.learn(IP, MAC);
        assertThat(vtep.hosts()).containsExactly(AA + " MM:5", AA + " 10.1.0.1 MM:5");
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void tellsOfNoConflictWithALongLivedStaleClaimThatIsSticky() {
        vtep.learn(MAC);
        vtep.receive(longLivedStale(toL2(HIGHER, host(HIGHER, MAC, null), MacMobility.sticky(4))));
        assertThat(vtep.hosts()).containsExactly(AA);
        assertThat(vtep.notices()).isEmpty();
    }

    private static Offer longLivedStale(Offer offer) {
        var stale = new Preference(true, 0, 100, 0, 0, 0, true);
        return new Offer(offer.key(), offer.route(), offer.attributes(), stale);
    }

    @Test
    void tellsTheKernelOfAGateway() {
        vtep.receive(toL2(LOWER, host(LOWER, MAC, null), DefaultGateway.ZERO));
        assertThat(vtep.instances.intents())
                .containsExactly(new Intent.RemoteMac(L2, MAC, LOWER, L2, false, true));
    }

    @Test
    void yieldsTheTieToAVtepThatHasBecomeTheLowerOne() {
        vtep.learn(MAC);
        vtep.receive(HIGHER, MAC, null, 0);
        vtep.configure(OneVtep.macVrf().withVtep(IpAddress.parse("192.0.2.77")));
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
    }

    @Test
    void saysOfEachClaimWhoMadeIt() {
        vtep.receive(LOWER, MAC, null, 1);
        vtep.receive(HIGHER, MAC, null, 2);
        assertThat(vtep.view(MAC).claims())
                .containsExactly(
                        new HostView.Claim(host(HIGHER, MAC, null), HIGHER, 2, false),
                        new HostView.Claim(host(LOWER, MAC, null), LOWER, 1, false));
        assertThat(vtep.view(MAC).vtep()).isEqualTo(HIGHER);
    }

    @Test
    void listsAddressesInTheirOrderASliceAtATime() {
        vtep.learn(OneVtep.OTHER_MAC);
        vtep.learn(MAC);
        assertThat(vtep.instances.macs(L2, null, 1)).extracting(HostView::mac).containsExactly(MAC);
        assertThat(vtep.instances.macs(L2, MAC, 9))
                .extracting(HostView::mac)
                .containsExactly(OneVtep.OTHER_MAC);
    }
}
