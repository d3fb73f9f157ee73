package dev.evpnd.speaker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.daemon.Speaker;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

class BridgeDomainsTest {
    private static final IpAddress HERE = IpAddress.parse("10.0.0.1");
    private static final RouteTarget TARGET = RouteTarget.parse("65000:1");
    private static final List<ImportTarget> IMPORTS = List.of(new ImportTarget.Exact(TARGET));
    private static final int TENANTS = 10;
    private static final int FIRST_TENANT = 100_000;

    private final List<Throwable> failures = new ArrayList<>();
    private final Speaker speaker =
            new Speaker(
                    RibSettings.of(new Asn(65_000), BgpIdentifier.parse("10.0.0.1")),
                    1,
                    RoutingLimits.DEFAULT,
                    1,
                    failures::add);

    /// Counts what is asked.
    private static final class Counting extends RoutingQueries {
        private int questions;

        private Counting(RoutingThread routing) {
            super(routing);
        }

        @Override
        <T> CompletableFuture<T> begin(Function<Rib, T> question) {
            questions++;
            return super.begin(question);
        }
    }

    @AfterEach
    void close() {
        speaker.close();
        assertThat(failures).isEmpty();
    }

    private void configure(int from, int until) {
        speaker.routing()
                .ask(
                        rib -> {
                            IntStream.range(from, until).forEach(vni -> rib.configure(domain(vni)));
                            return true;
                        })
                .join();
    }

    private static MacVrfSettings domain(int vni) {
        var settings =
                MacVrfSettings.of(
                        new Vni(vni),
                        RouteDistinguisher.parse("10.0.0.1:" + vni),
                        IMPORTS,
                        List.of(TARGET),
                        HERE);
        // Every second one is routed for, in turn.
        return vni % 2 == 0
                ? settings.withL3Vni(new Vni(FIRST_TENANT + vni / 2 % TENANTS))
                : settings;
    }

    private void configureTenants() {
        speaker.routing()
                .ask(
                        rib -> {
                            IntStream.range(FIRST_TENANT, FIRST_TENANT + TENANTS)
                                    .forEach(vni -> rib.configure(tenant(vni)));
                            return true;
                        })
                .join();
    }

    private static IpVrfSettings tenant(int vni) {
        return IpVrfSettings.of(
                "vrf" + vni,
                new Vni(vni),
                RouteDistinguisher.parse("10.0.0.2:" + vni % FIRST_TENANT),
                IMPORTS,
                List.of(TARGET),
                MacAddress.parse("02:00:00:00:00:01"),
                HERE);
    }

    /// How many questions it takes to know of all.
    private int questions() {
        var counting = new Counting(speaker.routing());
        var all =
                new InstanceQueries(counting, new KernelQueries(Optional.empty())).bridgeDomains();
        assertThat(all)
                .allSatisfy(
                        each ->
                                assertThat(each.tenant().map(IpVrfSettings::l3Vni))
                                        .isEqualTo(Optional.ofNullable(each.settings().l3Vni())))
                .extracting(each -> each.vni().number())
                .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
        return counting.questions;
    }

    @Test
    void aQuestionIsAboutManyOfThemHoweverManyThereAre() {
        configureTenants();
        configure(1, 1025);
        int ofSome = questions();
        assertThat(ofSome).isLessThan(1024 / 100);
        configure(1025, 2049);
        int ofTwice = questions();
        configure(2049, 3073);
        assertThat(questions() - ofTwice).isEqualTo(ofTwice - ofSome).isPositive();
    }
}
