package org.jolab.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The values of a layer by their groups, in the order in which these appear. */
final class Groups {

    private Groups() {}

    static Map<String, double[]> of(Layer layer) {
        var groups = new LinkedHashMap<String, DoubleStream.Builder>();
        for (var i = 0; i < layer.size(); i++) {
            groups.computeIfAbsent(String.valueOf(layer.x().json(i)), _ -> DoubleStream.builder())
                .add(layer.y().numbers()[i]);
        }
        var all = new LinkedHashMap<String, double[]>();
        groups.forEach((name, values) -> all.put(name, values.build().toArray()));
        return all;
    }
}
