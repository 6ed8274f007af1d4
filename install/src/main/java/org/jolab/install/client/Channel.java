package org.jolab.install.client;

/** The channels of a kernel on which a client reads; in the order of {@link Connection#ports}. */
public enum Channel { SHELL, IOPUB, STDIN, CONTROL }
