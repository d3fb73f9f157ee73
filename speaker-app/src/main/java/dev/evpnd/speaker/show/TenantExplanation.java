package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.Intent.RemoteRouter;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.query.TenantNextHop;

import java.util.Collection;
import java.util.List;

/// What a router of another VTEP and a next hop of an IP-VRF's routes are there for, in sentences.
public final class TenantExplanation {
    private TenantExplanation() {}

    /// @param nextHops that it is the router of
    /// @param held how it stands with what the kernel should hold for it
    public static String of(
            RemoteRouter router, Collection<TenantNextHop> nextHops, List<Installation> held) {
        var text =
                new StringBuilder(
                        "%s is a router of %s, which takes packets for VNI %s with VNI %s.\n"
                                .formatted(
                                        router.routerMac(),
                                        router.vtep(),
                                        router.vni(),
                                        router.remoteVni()));
        nextHops.forEach(each -> text.append("  ").append(prefixes(each)).append(".\n"));
        held(text, held);
        return text.toString();
    }

    public static String of(Vni l3Vni, TenantNextHop nextHop, List<Installation> held) {
        var text = new StringBuilder();
        text.append(prefixes(nextHop)).append(" in VNI ").append(l3Vni);
        text.append(", at the router MAC address ").append(nextHop.routerMac()).append(".\n");
        held(text, held);
        return text.toString();
    }

    private static String prefixes(TenantNextHop nextHop) {
        return nextHop.prefixes() == 1
                ? "%s is the next hop of %s".formatted(nextHop.address(), nextHop.first())
                : "%s is the next hop of %d prefixes, the first of them %s"
                        .formatted(nextHop.address(), nextHop.prefixes(), nextHop.first());
    }

    private static void held(StringBuilder text, List<Installation> held) {
        held.forEach(each -> text.append("  ").append(InstallationText.whole(each)).append('\n'));
    }
}
