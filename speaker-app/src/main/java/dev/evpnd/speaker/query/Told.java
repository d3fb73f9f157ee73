package dev.evpnd.speaker.query;

import java.util.List;
import java.util.OptionalLong;

/// What a [ChangeStream] tells next.
///
/// Whoever goes by it has what there is: of each route he has what he was told of it last, and
/// after [Whole] nothing that he was not told of since [Behind].
public sealed interface Told {

    /// Nothing has changed for a while.
    record Nothing() implements Told {}

    /// These routes have changed.
    ///
    /// @param coalesced how many changes more there were of these routes, or of others that are now
    ///   what they were
    /// @param position where whoever has been told this may go on
    record Changes(List<RouteChange> changes, long coalesced, String position) implements Told {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /// What has changed is not known one by one, and what there is by now follows, all of it.
    ///
    /// @param changes how many there were, be they of routes that are not asked for; nothing where
    ///   that is not known, either
    record Behind(OptionalLong changes) implements Told {}

    /// Some of what there is.
    ///
    /// @param routes each with the best path of now alone
    record Present(List<RouteChange> routes) implements Told {
        public Present {
            routes = List.copyOf(routes);
        }
    }

    /// That was all there is.
    ///
    /// @param position where whoever has been told this may go on
    record Whole(String position) implements Told {}
}
