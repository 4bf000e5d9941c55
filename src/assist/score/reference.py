"""Independent calculations that the scores are tested against: numpy, scipy, trimesh, manifold3d.

    pip install trimesh manifold3d scipy && python src/assist/score/reference.py

writes reference.json beside itself: small meshes, small clouds and what these libraries say of them.
Volumes in common are manifold booleans, distances are scipy's trees over trimesh's samples, voxels are
sums of solid angles, fits are Umeyama's by numpy's singular values.
"""

import itertools
import json
import pathlib

import manifold3d
import numpy as np
import scipy.spatial
import trimesh

rng = np.random.default_rng(7)


def solid(manifold):
    mesh = manifold.to_mesh()
    return trimesh.Trimesh(mesh.vert_properties[:, :3].astype(np.float32).astype(np.float64), mesh.tri_verts, process=True)


def manifold(mesh):
    return manifold3d.Manifold(manifold3d.Mesh(mesh.vertices.astype(np.float32), mesh.faces.astype(np.uint32)))


def box(size, at=(0, 0, 0)):
    return manifold3d.Manifold.cube(size).translate(at)


def rod(radius, height, at, segments=32):
    return manifold3d.Manifold.cylinder(height, radius, radius, segments).translate(at)


ell = box((10, 2, 3)) + box((2, 9, 1), (0, 0, 0)) + rod(0.8, 4, (8, 1, 0), 16)
turned = ell.rotate((20, -35, 50)).scale((1.3, 1.3, 1.3)).translate((4, -2, 7))
shapes = {
    "plate": box((40, 30, 10)) - rod(6, 20, (20, 15, -5)),
    "other_plate": box((40, 28, 11), (1, 0, 0)) - rod(5, 20, (22, 15, -5)),
    "ell": ell,
    "turned_ell": turned,
    "bent_ell": box((10, 2.5, 3)) + box((2, 8, 1.5), (0, 0, 0)),
    "ball": manifold3d.Manifold.sphere(8, 24).translate((20, 14, 6)),
    "pieces": box((4, 4, 4)) + box((3, 3, 3), (8, 0, 0)),
    "hollow": box((6, 6, 6)) - box((2, 3, 4), (1, 1, 1)),
}
meshes = {name: solid(shape) for name, shape in shapes.items()}


def overlap(a, b):
    return max((manifold(a) ^ manifold(b)).volume(), 0.0)


def iou(a, b):
    common = overlap(a, b)
    return common / (a.volume + b.volume - common)


def scaled(mesh, longest):
    mesh = mesh.copy()
    low, high = mesh.bounds
    mesh.apply_translation(-(low + high) / 2)
    mesh.apply_scale(longest / (high - low).max())
    return mesh


def distances(a, b, count=20000):
    p, _ = trimesh.sample.sample_surface(a, count, seed=1)
    q, _ = trimesh.sample.sample_surface(b, count, seed=2)
    return scipy.spatial.cKDTree(q).query(p)[0], scipy.spatial.cKDTree(p).query(q)[0]


def by_inertia(mesh):
    mesh = mesh.copy()
    mesh.apply_translation(-mesh.center_mass)
    inertia = mesh.moment_inertia
    mesh.apply_scale(1 / np.sqrt(np.abs(np.linalg.eigvalsh(inertia)).sum() / mesh.volume))
    return mesh, np.linalg.eigh(inertia)[1]


def best_of_four(a, b):
    (a, axes_a), (b, axes_b) = by_inertia(a), by_inertia(b)
    best = 0.0
    for signs in [(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)]:
        turn = np.eye(4)
        turn[:3, :3] = axes_b @ np.diag(signs) @ axes_a.T
        moved = a.copy()
        moved.apply_transform(turn)
        if moved.volume < 0:
            moved.invert()
        best = max(best, iou(moved, b))
    return best


def eighths():
    turns = []
    for angles in itertools.product(range(8), repeat=3):
        turn = scipy.spatial.transform.Rotation.from_euler("xyz", np.array(angles) * 45, degrees=True).as_matrix()
        if not any(np.allclose(turn, other) for other in turns):
            turns.append(turn)
    return turns


def zero_to_cad(a, b):
    def normal(mesh):
        mesh = mesh.copy()
        longest = mesh.extents.max()
        mesh.apply_translation(-mesh.center_mass)
        mesh.apply_scale(1 / longest)
        return mesh

    a, b = normal(a), normal(b)
    best = 0.0
    for turn in eighths():
        whole = np.eye(4)
        whole[:3, :3] = turn
        moved = a.copy()
        moved.apply_transform(whole)
        best = max(best, iou(moved, b))
    return best


def winding(mesh, points):
    total = np.zeros(len(points))
    for a, b, c in mesh.triangles:
        u, v, w = a - points, b - points, c - points
        lu, lv, lw = (np.linalg.norm(x, axis=1) for x in (u, v, w))
        over = np.einsum("ij,ij->i", u, np.cross(v, w))
        under = lu * lv * lw + (u * v).sum(1) * lw + (v * w).sum(1) * lu + (w * u).sum(1) * lv
        total += 2 * np.arctan2(over, under)
    return total / (4 * np.pi) > 0.5


def voxel_iou(a, b, pitch):
    low = np.minimum(a.bounds[0], b.bounds[0])
    high = np.maximum(a.bounds[1], b.bounds[1])
    axes = [(np.arange(np.ceil(l / pitch - 0.5), np.floor(h / pitch - 0.5) + 1) + 0.5) * pitch for l, h in zip(low, high)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    x, y = winding(a, points), winding(b, points)
    return float((x & y).sum() / (x | y).sum())


def umeyama(p, q):
    a, b = p - p.mean(0), q - q.mean(0)
    u, s, vt = np.linalg.svd(b.T @ a)
    d = np.diag([1, 1, np.sign(np.linalg.det(u @ vt))])
    turn = u @ d @ vt
    scale = (s * np.diag(d)).sum() / (a**2).sum()
    return turn, scale, q.mean(0) - scale * turn @ p.mean(0)


def farthest(points, count):
    chosen = [0]
    nearest = np.full(len(points), np.inf)
    while len(chosen) < count:
        nearest = np.minimum(nearest, ((points - points[chosen[-1]]) ** 2).sum(1))
        chosen.append(int(nearest.argmax()))
    return chosen


pairs = [("plate", "other_plate"), ("ell", "turned_ell"), ("ell", "bent_ell"), ("plate", "ball"), ("pieces", "hollow")]
record = {"meshes": {}, "pairs": []}
for name, mesh in meshes.items():
    record["meshes"][name] = {
        "points": mesh.vertices.tolist(),
        "triangles": mesh.faces.tolist(),
        "volume": mesh.volume,
        "area": mesh.area,
        "center": mesh.center_mass.tolist(),
        "inertia": mesh.moment_inertia.tolist(),
        "components": len(mesh.split(only_watertight=True)),
    }
for name_a, name_b in pairs:
    a, b = meshes[name_a], meshes[name_b]
    unit = distances(scaled(a, 1), scaled(b, 1))
    place = distances(a, b)
    pitch = b.extents.max() / 64
    record["pairs"].append({
        "a": name_a,
        "b": name_b,
        "iou": iou(a, b),
        "iou_boxes": iou(scaled(a, 2), scaled(b, 2)),
        "iou_best": best_of_four(a, b),
        "zero_to_cad": zero_to_cad(a, b),
        "voxels": voxel_iou(a, b, pitch),
        "cadrille_cd": 1e3 * ((unit[0] ** 2).mean() + (unit[1] ** 2).mean()),
        "mean_distance": (place[0].mean() + place[1].mean()) / 2,
        "hausdorff": max(place[0].max(), place[1].max()),
        "hausdorff_95": max(np.quantile(place[0], 0.95), np.quantile(place[1], 0.95)),
        "cd_mm": float(np.sqrt(((place[0] ** 2).mean() + (place[1] ** 2).mean()) / 2)),
    })
p = rng.normal(size=(12, 3)).round(4)
q = rng.normal(size=(12, 3)).round(4)
turn, scale, shift = umeyama(p, q)
cloud = rng.uniform(-1, 1, size=(60, 3)).round(4)
other = (cloud * 0.9 + 0.05).round(4)
cells = [np.histogramdd(c, bins=5, range=[(-1, 1)] * 3)[0].ravel() for c in (cloud, other)]
record["fit"] = {"from": p.tolist(), "to": q.tolist(), "turn": turn.tolist(), "scale": scale, "shift": shift.tolist()}
record["clouds"] = {
    "a": cloud.tolist(),
    "b": other.tolist(),
    "farthest": farthest(cloud, 12),
    "jsd_5": float(scipy.spatial.distance.jensenshannon(*cells) ** 2),
    "chamfer": float(
        (scipy.spatial.cKDTree(other).query(cloud)[0] ** 2).mean() + (scipy.spatial.cKDTree(cloud).query(other)[0] ** 2).mean()
    ),
    "hausdorff": max(scipy.spatial.distance.directed_hausdorff(cloud, other)[0], scipy.spatial.distance.directed_hausdorff(other, cloud)[0]),
}
record["turns"] = len(eighths())


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


pathlib.Path(__file__).with_name("reference.json").write_text(json.dumps(rounded(record)) + "\n")
