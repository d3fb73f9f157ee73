/// What is measured, in the text format of Prometheus.
///
/// [dev.evpnd.speaker.metrics.Catalogue] names every metric once. Nothing is counted here and
/// nothing kept: what the daemon knows of itself is asked for when somebody reads it, by
/// [dev.evpnd.speaker.query.Inspection], so that metrics cost routes nothing and a peer that has
/// gone is gone from the next reading. Who reads them, and how, is others' business.
@NullMarked
package dev.evpnd.speaker.metrics;

import org.jspecify.annotations.NullMarked;
