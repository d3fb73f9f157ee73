package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.query.PeerView;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Multiprotocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The capabilities that both ends of an established session have announced.
record Capabilities(List<Capability> sent, List<Capability> received) {

    static Capabilities of(PeerView view) {
        var peer = view.status().peer();
        return new Capabilities(
                view.status().peering().sentOpen().map(it -> it.capabilities()).orElse(List.of()),
                peer == null ? List.of() : peer.negotiated().received());
    }

    /// What this speaker announces of a kind.
    static <T extends Capability> Optional<T> configured(PeerDetail detail, Class<T> kind) {
        var session = detail.view().status().settings().session();
        return find(session.capabilities(), kind);
    }

    <T extends Capability> Optional<T> sent(Class<T> kind) {
        return find(sent, kind);
    }

    <T extends Capability> Optional<T> received(Class<T> kind) {
        return find(received, kind);
    }

    private static <T extends Capability> Optional<T> find(List<Capability> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).reduce((_, second) -> second);
    }

    Exchanged exchanged(Class<? extends Capability> kind) {
        return Exchanged.of(sent(kind).isPresent(), received(kind).isPresent());
    }

    /// That of a code of which no more is known here.
    Exchanged exchanged(int code) {
        return Exchanged.of(has(sent, code), has(received, code));
    }

    private static boolean has(List<Capability> all, int code) {
        return all.stream().anyMatch(each -> each.code() == code);
    }

    /// All families that either has announced.
    Set<AddressFamily> families() {
        var families = new LinkedHashSet<>(families(sent));
        families.addAll(families(received));
        return families;
    }

    Exchanged exchanged(AddressFamily family) {
        return Exchanged.of(families(sent).contains(family), families(received).contains(family));
    }

    private static List<AddressFamily> families(List<Capability> all) {
        return all.stream()
                .filter(Multiprotocol.class::isInstance)
                .map(each -> ((Multiprotocol) each).family())
                .toList();
    }

    /// Who may send several paths to routes of a family.
    Exchanged sendsPaths(AddressFamily family) {
        return paths(family, AddPath.Entry::sends);
    }

    /// Who takes them.
    Exchanged takesPaths(AddressFamily family) {
        return paths(family, AddPath.Entry::receives);
    }

    private Exchanged paths(AddressFamily family, Predicate<AddPath.Entry> direction) {
        return Exchanged.of(has(sent, family, direction), has(received, family, direction));
    }

    private static boolean has(
            List<Capability> all, AddressFamily family, Predicate<AddPath.Entry> direction) {
        return find(all, AddPath.class).stream()
                .flatMap(it -> it.entries().stream())
                .anyMatch(each -> each.family().equals(family) && direction.test(each));
    }
}
