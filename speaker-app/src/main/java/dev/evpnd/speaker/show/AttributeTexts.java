package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.function.Function;

/// What tables show of attributes. Many paths share them, so what was written lately is kept.
final class AttributeTexts {
    private static final int MOST_KEPT = 256;

    private final IdentityHashMap<PathAttributes, Text> kept = new IdentityHashMap<>();
    private final IdentityHashMap<PathAttributes, Text> keptOfOwn = new IdentityHashMap<>();
    private @Nullable MpNextHop lastNextHop;
    private String lastNextHopText = "";

    /// @param metric MULTI_EXIT_DISC, or nothing
    /// @param localPref or nothing
    /// @param path of ASes
    /// @param communities the extended ones
    /// @param hasCommunities whether there are any, be it that there is nothing to say of them
    record Text(
            String metric,
            String localPref,
            String path,
            Origin origin,
            String communities,
            boolean hasCommunities) {

        private static Text of(PathAttributes attributes) {
            var communities = attributes.find(ExtendedCommunities.class);
            return new Text(
                    attributes
                            .find(MultiExitDisc.class)
                            .map(it -> Long.toString(it.metric()))
                            .orElse(""),
                    attributes
                            .find(LocalPref.class)
                            .map(it -> Long.toString(it.preference()))
                            .orElse(""),
                    attributes.find(AsPath.class).map(AsPathText::of).orElse(""),
                    attributes.find(Origin.class).orElse(Origin.INCOMPLETE),
                    communities.map(CommunityText::of).orElse(""),
                    communities.isPresent());
        }

        /// What begins here has no LOCAL_PREF in FRR before it is sent, and its communities are in
        /// the order in which they were made.
        private static Text ofOwn(PathAttributes attributes) {
            var text = of(attributes);
            return new Text(
                    text.metric,
                    "",
                    text.path,
                    text.origin,
                    attributes
                            .find(ExtendedCommunities.class)
                            .map(CommunityText::inOrder)
                            .orElse(""),
                    text.hasCommunities);
        }
    }

    /// The next hop of a path.
    String of(MpNextHop nextHop) {
        if (!nextHop.equals(lastNextHop)) {
            lastNextHop = nextHop;
            lastNextHopText = NextHopText.of(nextHop);
        }
        return lastNextHopText;
    }

    Text of(PathAttributes attributes) {
        return of(kept, attributes, Text::of);
    }

    /// Those that a path counts with.
    Text of(PathStanding path) {
        var attributes = path.path().effective().attributes();
        return PathText.isOwn(path) ? of(keptOfOwn, attributes, Text::ofOwn) : of(attributes);
    }

    private static Text of(
            IdentityHashMap<PathAttributes, Text> kept,
            PathAttributes attributes,
            Function<PathAttributes, Text> write) {
        var text = kept.get(attributes);
        if (text == null) {
            if (kept.size() == MOST_KEPT) {
                kept.clear();
            }
            text = write.apply(attributes);
            kept.put(attributes, text);
        }
        return text;
    }
}
