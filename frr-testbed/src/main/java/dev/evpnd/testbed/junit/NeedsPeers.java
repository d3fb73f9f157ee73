package dev.evpnd.testbed.junit;

import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that is skipped, with the reason, where one of these peers is not to be had.
///
/// It fails instead if that peer is among those that the environment variable
/// `EVPND_TESTBED_REQUIRE` names, separated by commas: `frr-8.4,frr-10.7,gobgp,bird`; `containers`
/// names an engine.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PeersCondition.class)
public @interface NeedsPeers {
    /// The peers.
    ///
    /// @return their kinds
    PeerKind[] value();
}
