package dev.evpnd.rib.instance;

import dev.evpnd.wire.community.RouteTarget;

/// Which route targets an instance imports.
public sealed interface ImportTarget {

    /// This very route target: all eight octets.
    record Exact(RouteTarget target) implements ImportTarget {
        /// As configurations write it: `65000:100`.
        @Override
        public String toString() {
            return target.administrators();
        }
    }

    /// Every route target with this local administrator, whoever the global one is: how those are
    /// imported that each AS derives from the VNI for itself (RFC 8365 section 5.1.2.1), where
    /// every leaf is an AS.
    ///
    /// @param localAdministrator a VNI, or one with the bits of RFC 8365 above it
    record AnyAdministrator(long localAdministrator) implements ImportTarget {
        public AnyAdministrator {
            if (localAdministrator >>> 32 != 0) {
                throw new IllegalArgumentException("a local administrator has 32 bits");
            }
        }

        /// As configurations write it: `*:100`.
        @Override
        public String toString() {
            return "*:" + localAdministrator;
        }
    }

    default boolean matches(RouteTarget routeTarget) {
        return switch (this) {
            case Exact(var target) -> target.equals(routeTarget);
            case AnyAdministrator(long local) -> routeTarget.localAdministrator() == local;
        };
    }
}
