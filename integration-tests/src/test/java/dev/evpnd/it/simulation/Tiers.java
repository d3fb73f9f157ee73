package dev.evpnd.it.simulation;

import java.util.List;

/// Which of the reflectors in two tiers tells which other of a route: each pod's tell those at the
/// top of their own VTEPs, and those at the top tell each other and the pods.
record Tiers(Fabric fabric, Reach reach) {

    boolean tells(Node from, Node to, LiveRoute route) {
        if (!isConnected(from, to)) {
            return false;
        }
        if (!tops().contains(from)) {
            return reach.direct(from, route).isPresent();
        }
        var clients = clients(from, route);
        if (tops().contains(to)) {
            return !clients.isEmpty();
        }
        return clients.isEmpty() ? tells(other(from), from, route) : !clients.getFirst().equals(to);
    }

    private List<Node> tops() {
        return fabric.reflectors.subList(0, 2);
    }

    private Node other(Node top) {
        return tops().get(1 - tops().indexOf(top));
    }

    private static boolean isConnected(Node one, Node other) {
        return one.ends.stream()
                .filter(end -> end.other().node.equals(other))
                .anyMatch(end -> end.session().isPossible());
    }

    /// The reflectors of pods that tell one at the top, the one first whose path is the best: all
    /// else being equal, that is the one with the lowest address.
    private List<Node> clients(Node top, LiveRoute route) {
        return fabric.reflectors.stream()
                .skip(tops().size())
                .filter(pod -> tells(pod, top, route))
                .toList();
    }
}
