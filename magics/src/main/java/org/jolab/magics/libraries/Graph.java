package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.jolab.magics.libraries.Resolution.Node;

/** Reads who needs whom from the resolver's graph; used by one thread, once. */
final class Graph {

    private final Map<String, Coordinates> loaded;
    private final List<Node> nodes = new ArrayList<>();
    private final List<DependencyNode> winners = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean isChanging;

    /** A reader that warns where something newer than {@code loaded} is wanted. */
    Graph(Map<String, Coordinates> loaded) {
        this.loaded = loaded;
    }

    void read(DependencyNode root) {
        root.getChildren().forEach(child -> read(child, 0, ""));
    }

    private void read(DependencyNode node, int depth, String parent) {
        var one = Coordinates.of(node.getArtifact());
        var winner = (DependencyNode) node.getData().get(ConflictResolver.NODE_DATA_WINNER);
        isChanging |= one.isSnapshot() || node.getVersionConstraint() != null
            && node.getVersionConstraint().getRange() != null;
        warnIfOld(node, one, parent);
        if (winner != null) {
            nodes.add(new Node(depth, Coordinates.of(winner.getArtifact()), one.version()));
            return;
        }
        nodes.add(new Node(depth, one, ""));
        winners.add(node);
        node.getChildren().forEach(child -> read(child, depth + 1, one.name()));
    }

    /** The version that is loaded stands in for all others; that is told where it may be too old. */
    private void warnIfOld(DependencyNode node, Coordinates one, String parent) {
        var present = loaded.get(one.key());
        var wanted = DependencyManagerUtils.getPremanagedVersion(node);
        if (present != null && wanted != null && !wanted.startsWith("[") && !wanted.startsWith("(")
            && Versions.isLater(wanted, present.version())) {
            var warning = one.artifact() + " " + present.version() + " is loaded already and stays, though " + parent
                + " wants " + wanted + ": restart the kernel and load " + parent + " first to switch from "
                + present.version() + " to " + wanted + ".";
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    /** What is to be fetched. */
    List<DependencyNode> winners() {
        return winners;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Whether another graph may come of the same request tomorrow. */
    boolean isChanging() {
        return isChanging;
    }
}
