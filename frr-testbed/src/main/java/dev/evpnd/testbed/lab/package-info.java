/// `frr-testbed/bin/lab`: a reflector, two VTEPs and a host behind each, brought up for a person
/// and left running. [dev.evpnd.testbed.lab.LabCommand] is the command.
///
/// Nothing watches over a lab. It is namespaces, processes and a directory, each found by the name
/// of the lab, so that every call of the command can ask it or remove it, whatever became of the
/// one that made it.
@NullMarked
package dev.evpnd.testbed.lab;

import org.jspecify.annotations.NullMarked;
