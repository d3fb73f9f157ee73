package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.Intent;

/// What the kernel should hold, in a phrase.
public final class IntentText {
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
            case Intent.NextHopNeighbor(var _, var gateway, var _, var mac) ->
                    "the next hop " + gateway + " at " + mac;
            case Intent.RemotePrefix(var _, var prefix, var nextHops) ->
                    prefix + " by " + nextHops.size() + " next hops";
        };
    }
}
