package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.speaker.query.RouteChange;

/// Changes of best paths, a line for each.
///
/// ```
/// 2026-11-30T07:10:11.123Z gained  [2]:[0]:[48]:[02:…:01] RD 10.0.0.1:100 via 10.0.0.1 from 10.0.0.1
/// ```
public final class ChangeText {
    private static final int LONGEST_EVENT = "gained".length() + 1;

    private final EvpnPrefixes prefixes = new EvpnPrefixes();

    /// @param event in a word
    public void write(StringBuilder to, String time, String event, RouteChange change) {
        var prefix = prefixes.of(change.latest().route());
        to.append(time).append(' ').append(event);
        to.repeat(' ', Math.max(0, LONGEST_EVENT - event.length())).append(' ');
        to.append(prefix.text());
        if (!prefix.distinguisher().isEmpty()) {
            to.append(" RD ").append(prefix.distinguisher());
        }
        if (change.now() != null) {
            path(to, change.now());
        }
        if (change.before() != null) {
            to.append(change.now() == null ? " was" : ", was");
            path(to, change.before());
        }
        to.append('\n');
    }

    private static void path(StringBuilder to, PathStanding path) {
        to.append(" via ").append(NextHopText.of(path.path().effective().nextHop()));
        to.append(" from ");
        if (path.announcer().kind() == PeerKind.LOCAL) {
            to.append("here");
        } else {
            to.append(path.announcer().address());
        }
    }
}
