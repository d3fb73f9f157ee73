package dev.evpnd.rib.out;

import dev.evpnd.rib.route.Routes;

/// What becomes of a path on its way to the members of a group: nothing, or the same with other
/// attributes.
final class Exporter {
    private final Routes routes;
    private final View view;

    Exporter(Routes routes, View view) {
        this.routes = routes;
        this.view = view;
    }

    /// Whether what is chosen is told as it is, to all or to none by the attributes alone.
    boolean isPlain() {
        return true;
    }

    /// What is told of a path with this content; nothing of one without a source.
    Content export(int destination, int source, int attributes, int remainder) {
        if (source == Source.NONE
                || !view.passes(source, routes.attributes().get(attributes).propagation())) {
            return Content.NOTHING;
        }
        return new Content(source, attributes, remainder);
    }

    /// Lets go of the attributes that were made since the last time.
    void release() {}
}
