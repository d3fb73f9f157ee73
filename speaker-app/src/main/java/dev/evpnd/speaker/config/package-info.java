/// The configuration: one file of YAML, checked whole before anything happens, and the records that
/// the parts of the daemon take.
///
/// [dev.evpnd.speaker.config.ConfigurationFile] reads a file and gives a
/// [dev.evpnd.speaker.config.Configuration] or all faults of it;
/// [dev.evpnd.speaker.config.ConfigurationDifference] says what another file changes. Nothing is
/// done here: no session is opened and no thread started.
///
/// Each key is defined once, in [dev.evpnd.speaker.config.FileKeys] and the classes that it names.
@NullMarked
package dev.evpnd.speaker.config;

import org.jspecify.annotations.NullMarked;
