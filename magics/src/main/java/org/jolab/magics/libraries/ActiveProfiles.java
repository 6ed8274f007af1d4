package org.jolab.magics.libraries;

import java.util.List;
import java.util.Properties;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/**
 * Which profiles of settings.xml count: those that it lists as active, those whose property or JDK is given, and if
 * there are none, those that are active by default.
 *
 * @param settings the settings
 * @param properties the system's properties, and the environment's variables with {@code env.} before their names
 */
record ActiveProfiles(Settings settings, Properties properties) {

    List<Profile> all() {
        var active = settings.getProfiles().stream().filter(profile ->
            settings.getActiveProfiles().contains(profile.getId()) || isActivated(profile)).toList();
        return !active.isEmpty() ? active : settings.getProfiles().stream().filter(profile ->
            profile.getActivation() != null && profile.getActivation().isActiveByDefault()).toList();
    }

    private boolean isActivated(Profile profile) {
        var activation = profile.getActivation();
        if (activation == null) {
            return false;
        }
        var property = activation.getProperty();
        var jdk = activation.getJdk();
        return property != null && property.getName() != null && isGiven(property.getName(), property.getValue())
            || jdk != null && !jdk.startsWith("[") && !jdk.startsWith("(")
            && jdk.startsWith("!") != properties.getProperty("java.version", "").startsWith(jdk.replaceFirst("^!", ""));
    }

    private boolean isGiven(String name, String value) {
        if (name.startsWith("!")) {
            return !properties.containsKey(name.substring(1));
        }
        var given = properties.getProperty(name);
        if (value == null || value.isEmpty()) {
            return given != null;
        }
        return value.startsWith("!") ? !value.substring(1).equals(given) : value.equals(given);
    }
}
