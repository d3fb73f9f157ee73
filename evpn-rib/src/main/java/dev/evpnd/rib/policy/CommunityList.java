package dev.evpnd.rib.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A list of communities, of which kind ever: a standard list in FRR's words. The first entry that
/// matches the communities of a route decides; where none does they are denied.
///
/// @param <C> a kind of community that is equal to another by its octets
/// @param entries in ascending order of their sequence numbers, at least one
public record CommunityList<C>(String name, List<Entry<C>> entries) {

    /// How many of an entry's communities a route has to have. Order and repetitions never count.
    public enum Mode {
        /// All, whatever others there are.
        ALL(""),
        /// At least one.
        ANY(" any"),
        /// All, and no others.
        EXACT(" exact-match");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /// What stands behind the name of the list in a statement.
        String text() {
            return text;
        }
    }

    /// @param communities may be none: then every route has all of them, none any, and exactly them
    ///   the route without communities
    public record Entry<C>(long sequence, Disposition disposition, Set<C> communities) {

        public Entry {
            communities = Set.copyOf(communities);
        }

        private boolean matches(Set<C> held, Mode mode) {
            return switch (mode) {
                case ALL -> held.containsAll(communities);
                case ANY -> communities.stream().anyMatch(held::contains);
                case EXACT -> held.equals(communities);
            };
        }
    }

    public CommunityList {
        entries = Sequences.require(name, entries, Entry::sequence);
    }

    boolean permits(Collection<C> communities, Mode mode) {
        var held = new HashSet<>(communities);
        for (var entry : entries) {
            if (entry.matches(held, mode)) {
                return entry.disposition() == Disposition.PERMIT;
            }
        }
        return false;
    }

    /// Whether a community is one to delete: the first entry that names it, alone or among others,
    /// permits.
    boolean names(C community) {
        for (var entry : entries) {
            if (entry.communities().contains(community)) {
                return entry.disposition() == Disposition.PERMIT;
            }
        }
        return false;
    }
}
