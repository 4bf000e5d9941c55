use crate::*; use std::time::Instant;
fn save(name:&str, w:u32,h:u32,g:&[u8]){ image::GrayImage::from_raw(w,h,g.to_vec()).unwrap().save(format!("/tmp/rpics/{name}.png")).unwrap(); }
#[test] fn dump(){ std::fs::create_dir_all("/tmp/rpics").unwrap();
 for (n,m) in [("flange",test_meshes::flange(0.05)),("washer",test_meshes::washer(20.,8.,5.)),("block",test_meshes::block([0.,0.,0.],[80.,60.,10.])),("ball",test_meshes::ball(10.,24))]{
  let t=Instant::now(); let s=sheet::compose(&m, sheet::Layout::Four, 384); println!("{n} sheet4 384 {:?}",t.elapsed()); s.save(format!("/tmp/rpics/{n}_sheet4.png")).unwrap();
  let p=model_input::model_pictures_of(&m, model_input::Views::Four);
  let mut all=image::GrayImage::new(512,128); for(i,q) in p.iter().enumerate(){for k in 0..q.len(){all.put_pixel((i*128+k%128) as u32,(k/128) as u32,image::Luma([q[k]]));}}
  image::imageops::resize(&all,1024,256,image::imageops::FilterType::Nearest).save(format!("/tmp/rpics/{n}_model.png")).unwrap();
 }
 let m=test_meshes::flange(0.05);
 sheet::compose(&m, sheet::Layout::Eight, 256).save("/tmp/rpics/flange_sheet8.png").unwrap();
 sheet::compose(&m, sheet::Layout::One, 768).save("/tmp/rpics/flange_sheet1.png").unwrap();
 let b=m.bounds().unwrap(); let q=raster::draw(&m,&views::four(&b)[3],512,512,&raster::Style::default().supersampled(2)); save("lines",512,512,&q.to_lines());
}
fn cpu()->f64{std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()/1e6}
#[test] fn bench(){
 for d in [0.01f32,0.1,1.0,10.0]{ let m=test_meshes::flange(d); let b=m.bounds().unwrap(); let c=views::eight(&b);
  for (n,st) in [("plain",raster::Style::without_lines()),("lines",raster::Style::default()),("ss2",raster::Style::default().supersampled(2))]{
  let mut best=1e9f64; for _ in 0..5{ let t=cpu(); for cam in &c { std::hint::black_box(raster::draw(&m,cam,256,256,&st)); } best=best.min(cpu()-t);} 
  println!("{} triangles, eight 256x256 {n}: {best:.1} ms CPU",m.triangles.len()); }
  let mut best=1e9f64; for _ in 0..5{ let t=cpu(); for cam in &c[..4] { std::hint::black_box(model_input::model_picture_from(&m,cam)); } best=best.min(cpu()-t);} println!("  four model pictures {best:.1} ms CPU");
 }}
#[test] fn gpudump(){ use gpu::*; use orbit::*;
 let h=Headless::new().unwrap(); println!("adapter {}",h.name());
 for (n,m) in [("flange",test_meshes::flange(0.05)),("block",test_meshes::block([0.,0.,0.],[80.,60.,10.]))]{
 let b=m.bounds().unwrap();
 let gm=std::sync::Arc::new(GpuMesh::new(h.device(),&[PartMesh{mesh:&m,color:None}],Sides::Outer));
 for (l,look) in [("dark",Look::dark()),("light",Look::light())]{ for q in [Quality::Still,Quality::Moving]{
  let mut c=OrbitCamera::default(); c.set_size(900.,640.); c.fit(&b,Motion::Jump);
  let f=Frame{view:c.view(900,640),look,scene:Scene{mesh:Some(gm.clone()),hover:Some(Picked::Face{part:0,face:2}),selection:vec![Picked::Face{part:0,face:5},Picked::Edge{part:0,edge:7}],..Default::default()},quality:q};
  let t=Instant::now(); let p=h.draw(&f).unwrap(); println!("gpu {n} {l} {q:?} {:?}",t.elapsed()); p.save(format!("/tmp/rpics/gpu_{n}_{l}_{q:?}.png")).unwrap();
  c.set_lens(Lens::Orthographic); c.look(views::StandardView::Front,&b,Motion::Jump); let f=Frame{view:c.view(900,640),..f}; h.draw(&f).unwrap().save(format!("/tmp/rpics/gpufront_{n}_{l}_{q:?}.png")).unwrap();
 }}}
 let m=test_meshes::flange(1.0); let b=m.bounds().unwrap();
 for sides in [Sides::Outer,Sides::Both]{ let gm=std::sync::Arc::new(GpuMesh::new(h.device(),&[PartMesh{mesh:&m,color:None}],sides));
 for q in [Quality::Moving,Quality::Still]{ let mut c=OrbitCamera::default(); c.set_size(1280.,800.); c.fit(&b,Motion::Jump); let f=Frame{view:c.view(1280,800),look:Look::dark(),scene:Scene{mesh:Some(gm.clone()),..Default::default()},quality:q};
  for _ in 0..3 {let t=Instant::now(); h.draw(&f).unwrap(); println!("gpu 100k {sides:?} {q:?} {:?}",t.elapsed());}
 let pc=||{let s=std::fs::read_to_string("/proc/self/stat").unwrap(); let f:Vec<f64>=s.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).map(|v|v.parse().unwrap()).collect(); (f[0]+f[1])*10.0}; let c0=pc(); for _ in 0..10 {h.draw(&f).unwrap();} println!("gpu CPU ms a frame {}",(pc()-c0)/10.);
  let t=Instant::now(); let p=h.pick(&f,[640.,400.]).wait(h.device()); println!("pick {:?} {p:?}",t.elapsed()); }}
}

#[test] fn screenshots(){ for f in ["gpu_flange_dark_Still","gpu_flange_light_Still","gpufront_flange_light_Still","gpu_block_dark_Moving","flange_sheet1"]{ if let Ok(i)=picture_file::load(std::path::Path::new(&format!("/tmp/rpics/{f}.png"))){ save(&format!("in_{f}"),128,128,&model_input::model_picture_of_image(&i)); }}
 let m=test_meshes::flange(0.05); sheet::thumbnail(&m,192,&raster::Tint::DARK).save("/tmp/rpics/thumb.png").unwrap(); }
