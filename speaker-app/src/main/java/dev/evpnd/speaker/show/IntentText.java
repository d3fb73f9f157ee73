package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.Intent;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the kernel should hold, in a phrase.
public final class IntentText {
    private static final int MOST_WAYS = 4;

    private IntentText() {}

    public static String of(Intent intent) {
        return switch (intent) {
            case Intent.RemoteMac it ->
                    "%s behind %s, VNI %s%s"
                            .formatted(
                                    it.mac(),
                                    it.vtep(),
                                    it.remoteVni(),
                                    it.sticky() ? ", sticky" : "");
            case Intent.FloodEntry(var _, var vtep, var vni) ->
                    "copies of what is flooded for " + vtep + ", VNI " + vni;
            case Intent.RemoteNeighbor it -> it.address() + " at " + it.mac();
            case Intent.RemoteRouter(var _, var mac, var vtep, var remoteVni) ->
                    "the router %s behind %s, VNI %s".formatted(mac, vtep, remoteVni);
            case Intent.NextHopNeighbor it ->
                    "the next hop " + it.gateway() + " at " + it.routerMac();
            case Intent.RemotePrefix it -> it.prefix() + " via " + ways(it);
        };
    }

    private static String way(Intent.NextHop nextHop) {
        return nextHop.encapsulated()
                ? "%s with VNI %s".formatted(nextHop.vtep(), nextHop.vni())
                : nextHop.gateway().toString();
    }

    /// The first of them: there may be a thousand.
    private static String ways(Intent.RemotePrefix prefix) {
        var shown =
                Stream.concat(
                                prefix.nextHops().stream().map(IntentText::way),
                                prefix.hosts().stream()
                                        .map(each -> each.address() + " in VNI " + each.vni()))
                        .limit(MOST_WAYS)
                        .collect(Collectors.joining(", "));
        int more = prefix.nextHops().size() + prefix.hosts().size() - MOST_WAYS;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
